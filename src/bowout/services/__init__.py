"""One use case, one function. Given a Work, a service changes; given a Reader, it only asks."""
