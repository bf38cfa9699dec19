"""Letters as people write them by hand, each with the record that it belongs to."""

from dataclasses import dataclass, replace
from datetime import date

from bowout.domain.people import Person
from bowout.domain.reasons import Statement
from bowout.domain.situations import Situation as S
from bowout.domain.stages import StageKind as K
from bowout.letters.facts import LetterFacts, Meeting, Sender
from tests.letters.cases import BASE, BOOKED, DANA, OFFERED, PANEL, TALK, TOM, at


@dataclass(frozen=True)
class ByHand:
    """A letter, what is recorded, and the codes that are rightly found in it."""

    name: str
    facts: LetterFacts
    subject: str
    body: str
    found: frozenset[str] = frozenset()


HELD = replace(BASE, situation=S.WITHDRAW_AFTER_INTERVIEW, held=(TALK,), statement=Statement.DIRECTION)
NEXT = replace(
    BASE, situation=S.DECLINE_NEXT_INTERVIEW, held=(TALK,), ahead=(BOOKED,), statement=Statement.DIRECTION
)
OFFER = replace(BASE, situation=S.DECLINE_OFFER, held=(TALK, PANEL), offered_on=OFFERED)
CALLED = replace(
    BASE, situation=S.WITHDRAW_AFTER_SCREENING, held=(Meeting(K.SCREENING, at(9, 11, 10), ("Dana Fox",)),)
)
NOBODY = replace(BASE, recipients=())
AMERICAN = replace(HELD, language="en-US")
USUAL = "Withdrawal of application – Backend Engineer"

BY_HAND = [
    ByHand(
        "a short one",
        BASE,
        USUAL,
        """Dear Dana,

Thank you for considering my application for the Backend Engineer role. I have decided to withdraw it.

Best wishes,
Sam
""",
    ),
    ByHand(
        "hard-wrapped, as an editor does",
        HELD,
        USUAL,
        """Dear Dana,

Thank you very much for the time that you and Priya took to talk to me
about the Backend Engineer position. I enjoyed hearing how you run your
incident reviews, and I came away with a good impression of the people
there.

After some thought I have decided to withdraw my application, since my
career goals have moved in another direction. I wanted to tell you
promptly so that you can go ahead with the other candidates.

With best wishes to you both,

Sam Taylor
+44 20 7946 0000
""",
    ),
    ByHand(
        "an American one, with a colon and Sincerely",
        replace(AMERICAN, recipients=(Person("Dana Lee", "lee@acme.example", "Ms. Lee"),)),
        USUAL,
        """Dear Ms. Lee:

Thank you for taking the time to meet with me on November 12 regarding the Backend Engineer position. I truly appreciated the opportunity to learn about Acme and the team.

At this point, I have decided to withdraw from consideration and pursue a different path. It was not an easy decision, because I was impressed by everyone I met.

I wish you and the team continued success, and I hope we can stay in touch.

Sincerely,

Sam Taylor
""",
    ),
    ByHand(
        "a British letter with addresses and a date",
        replace(HELD, form="letter", sender=replace(BASE.sender, address="12 Elm Row, York YO1 7HH")),
        "Withdrawal of application: Backend Engineer",
        """12 Elm Row
York YO1 7HH

24 November 2026

Ms D. Fox
Acme Ltd
48210 Industrial Way
Leeds LS1 4AP

Dear Ms Fox

Re: Backend Engineer

Thank you for interviewing me on 12 November, and for showing me round the office afterwards. I am writing to withdraw my application for the post of Backend Engineer.

My plans for the coming years have changed, and I do not want to take up more of your time. I was made very welcome, and I wish you well in finding someone.

Yours sincerely

Sam Taylor
""",
    ),
    ByHand(
        "an American letter, addresses, date and a subject line above",
        replace(AMERICAN, form="letter", recipients=(DANA,)),
        USUAL,
        """Sam Taylor
350 Fifth Avenue, Apt 12
New York, NY 10118

November 24, 2026

Dana Fox
Talent Acquisition
Acme
San Francisco, CA 94105

Subject: Withdrawal of application for Backend Engineer (Job ID 48213)

Dear Dana,

I am writing to let you know that I am withdrawing my application for the Backend Engineer position (Job ID 48213). I am grateful for the time you and the interviewers spent with me.

I have thought long and hard about this. My career goals have changed, and the role is no longer the right next step for me.

Thank you for your consideration.

Sincerely,
Sam Taylor
""",
    ),
    ByHand(
        "informal, in answer to a Hi",
        NEXT,
        "Re: Interview on 3 December",
        """Hi Dana,

Thanks so much for setting up the second interview for Thursday 3rd December. I've had a good think and I've decided not to go any further with the Backend Engineer process - my career goals have shifted and I can't see it being the right move. Could you please let Priya know and free up the slot?

It was lovely to meet you all, and I'm sorry for the slow reply.

Cheers,
Sam
""",
    ),
    ByHand(
        "an offer declined at length",
        OFFER,
        "Your offer – Backend Engineer",
        """Dear Dana,

Thank you for the offer of the Backend Engineer position, and for the patience with which you answered my questions. I know how much work stands behind it.

I have decided to decline. This was a hard decision, and I cannot stress enough how much I liked the team; I hope it does not disappoint you too much. It would be unfair to keep you waiting while I made up my mind, so I wanted to tell you at once.

Please pass on my thanks to Priya Shah and Li Wei, who gave me an honest picture of the work. I would be grateful if you could confirm that you have received this.

I hope that we can keep in touch, and I wish Acme every success.

Kind regards,
Sam Taylor
""",
    ),
    ByHand(
        "after a call, with apologies for a delay",
        CALLED,
        USUAL,
        """Hello Dana,

Apologies for the delay in getting back to you. Thank you for the call on 9 November, in which you explained the Backend Engineer role so clearly.

I won’t be taking my application any further. Please don't hesitate to give me a call if you need anything from me, and please ignore my earlier message about dates.

All the best,
Sam Taylor
""",
    ),
    ByHand(
        "for a portal, to nobody in particular",
        NOBODY,
        USUAL,
        """Dear Sir or Madam,

I would like to withdraw my application for the position of Backend Engineer (reference 48213). Thank you for your time and consideration.

Yours faithfully,
Sam Taylor
""",
        frozenset({"no_recipient"}),
    ),
    ByHand(
        "to whom it may concern",
        NOBODY,
        USUAL,
        """To whom it may concern:

Please accept this note as notice that I wish to withdraw my application for the Backend Engineer position, reference ENG-10442. Thank you for reviewing it.

Regards,
Sam Taylor
""",
        frozenset({"no_recipient"}),
    ),
    ByHand(
        "a recruiter's mail quoted below",
        CALLED,
        "RE: Backend Engineer at Acme",
        """Hi Dana,

Thank you for the call. I have decided to withdraw from the Backend Engineer process, as I would like to stay closer to research. Thanks again for your help!

Best,
Sam

-- 
Sam Taylor
+44 20 7946 0000

On Mon, 23 Nov 2026 at 10:00, Dana Fox <dana@acme.example>
wrote:

> Hi Sam,
>
> Great to talk to you! The salary is £75,000 plus a bonus of 20%. Are you free
> tomorrow? My husband will be back from hospital then, so any time is fine!
> Globex pays less!
>
> Dana
""",
    ),
    ByHand(
        "an answer above an unmarked quotation",
        CALLED,
        "RE: Backend Engineer at Acme",
        """Dear Dana,

Thank you for the call about the Backend Engineer role. I have decided not to pursue it. I appreciate your help, and I wish you well with the search.

Regards,
Sam Taylor

-----Original Message-----
From: Dana Fox <dana@acme.example>
Sent: Monday, November 23, 2026 10:00 AM
To: Sam Taylor
Subject: Backend Engineer at Acme

Dear Sam, the salary is $90,000 and our doctors say hello!! Are you free today?
""",
    ),
    ByHand(
        "to two people, from a company with a full stop",
        replace(HELD, company="Acme Inc.", recipients=(DANA, TOM)),
        USUAL,
        """Dear Dana and Tom,

Thank you both for meeting me on 12 November. Having slept on it, I would like to withdraw my application for the Backend Engineer position at Acme Inc. The conversation with Dr. Priya Shah helped me see which direction I want to take, and it is a different one.

I am sorry for any inconvenience, and wish you both the very best.

Kind regards,
Sam Taylor
""",
    ),
    ByHand(
        "a position with an advertisement's additions",
        replace(HELD, position="Senior Backend Engineer (m/f/d) – Remote, Berlin"),
        USUAL,
        """Dear Dana,

thank you for the conversation about the Senior Backend Engineer position. I have thought about it a lot and decided to withdraw my application; I would rather work in an office again.

I wish you and Priya a good start with whoever takes it on.

Kind regards
Sam Taylor
""",
    ),
    ByHand(
        "with technical words and names in capitals",
        HELD,
        USUAL,
        """Dear Dana,

Thank you for the interview on 12 November. I enjoyed hearing about your work on REST, JSON and HTTP caching, about chaos engineering and stress tests, and about how you diagnose outages with exhaustive logs.

I have nevertheless decided to withdraw my application for the Backend Engineer role. I hope to keep in touch, and wish the team well with the migration to AWS.

Best regards,
Sam Taylor
""",
    ),
    ByHand(
        "nobody is thanked in that word, and it is kind",
        HELD,
        USUAL,
        """Dear Dana,

It was so good of you to make time for me on 12 November, and I really appreciate how open you and Priya were about the Backend Engineer role.

I have to tell you that I am stepping back from the process. My career goals have changed over the autumn, and I would not want to hold up your other candidates.

Warm regards,
Sam
""",
    ),
    ByHand(
        "a postscript, and a telephone number of another kind",
        HELD,
        USUAL,
        """Dear Dana,

Thank you for the conversation on 12 November. I have decided to withdraw my application for the position of Backend Engineer.

I wish you and the team every success.

Yours sincerely,

Sam Taylor
Tel. 030 123456
12 Elm Row, 10115 Berlin

P.S. Please give my thanks to Priya Shah.
""",
    ),
    ByHand(
        "a recruiter's approach turned down",
        replace(BASE, situation=S.DECLINE_OUTREACH, applied=False, statement=Statement.STAYING),
        "Re: Backend Engineer at Acme",
        """Hi Dana,

Thanks for reaching out about the Backend Engineer role. I'm happy where I am, so I'll pass on this one. All the best with your search!

Sam
""",
    ),
    ByHand(
        "an acceptance taken back",
        replace(
            BASE,
            situation=S.RESCIND_ACCEPTANCE,
            held=(TALK,),
            offered_on=OFFERED,
            statement=Statement.PERSONAL,
        ),
        "Withdrawal of my acceptance – Backend Engineer",
        """Dear Dana,

I am very sorry to have to withdraw my acceptance of your offer for the Backend Engineer position. Because of personal circumstances I cannot start in January, nor at a later date.

I know that this causes you work, and I apologise for it. Please tell me what you need from me to settle the papers.

Thank you for the trust that you placed in me.

Yours sincerely,
Sam Taylor
""",
    ),
    ByHand(
        "with a date in figures",
        NEXT,
        USUAL,
        """Dear Dana,

I'm writing about the interview on 2026-12-03: I would like to cancel it and to withdraw my application for the Backend Engineer position. My career goals are elsewhere by now.

Thank you for the first interview, and please thank Priya from me, too.

Kind regards,
Sam Taylor
""",
    ),
    ByHand(
        "to the hiring team at a company that one greets",
        replace(BASE, recipients=(Person("Acme Careers", "jobs@acme.example"),)),
        USUAL,
        """Good morning to the hiring team at Acme,

I applied for the Backend Engineer position in October. I would now like to take my name off the list. Thank you for your time.

With kind regards,
Sam Taylor
""",
    ),
    ByHand(
        "a family business that makes things for children",
        replace(
            HELD,
            company="Small Steps",
            position="Head of Children's Books",
            sender=Sender("Sam Taylor", "sam@taylor.example"),
        ),
        "Withdrawal of application – Sam Taylor",
        """Dear Dana,

Thank you for telling me about the history of your family business and its parent company. I learned a lot about the Head of Children's Books role.

All the same I have decided not to continue with my application. I hope that the series does well.

Kind regards,
Sam Taylor
""",
    ),
    ByHand(
        "mentions what an offer would have needed",
        replace(OFFER, today=date(2026, 11, 24)),
        "Your offer of 20 November",
        """Dear Dana,

Thank you very much for your offer of 20 November for the Backend Engineer position. After talking it through at home, I will not be able to accept it. It was close, and a 100% remote contract was generous of you.

Unless you need anything else from me, there is nothing left to do on your side. I will not change my mind, so please go ahead with other candidates.

I wish you all the best.

Sincerely,
Sam Taylor
""",
    ),
]
