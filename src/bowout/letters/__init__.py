"""The letters: facts in, letter out; and the checks that nothing leaves without."""
