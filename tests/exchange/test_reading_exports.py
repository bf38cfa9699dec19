"""The exports of other programs are recognised, and come in without a word from the person."""

import io
from datetime import date

import pytest

from bowout.domain.errors import UsageError
from bowout.exchange.fields import read_map
from bowout.exchange.reading import read_table
from bowout.exchange.records import ImportedRow, ReadingOptions

TODAY = date(2026, 11, 26)
HUNTR = (
    "id,createdAt,title,url,rootDomain,htmlDescription,color,lastMovedAt,boardId,boardName,listId,listName,companyId,"
    "companyName,companyDomain,companyColor,companyLogo,salary,creatorUserId,creatorUserFirstName,"
    "creatorUserLastName,creatorUserEmail\n"
    "j1,2026-01-02T10:00:00.000Z,Dev,-,x.example,-,red,2026-01-05T00:00:00Z,b1,2026,l1,Phone Interview,c1,Acme,-,-,-,"
    "$100k,u1,Me,Too,me@x.example\n"
)
BOT = (
    "Job ID,Title,Company,Work Location,HR Name,HR Link,Resume,Re-posted,Date Posted,Date Applied,Job Link\n"
    "77,Dev,Acme,Berlin,Dana Fox,https://l.example/in/d,cv.pdf,False,2026-01-01,2026-01-02 10:00:00.123,https://l.example/77\n"
)
AI = (
    "date,company,role,role_type,sector,channel,source,fit_rating,cv_file,cover_letter_file,status,contact_person,notes\n"
    "2026-01-02,Acme,Dev,perm,IT,direct,LinkedIn,4,cv.pdf,cl.pdf,applied,Dana Fox,hi\n"
)
TEAL = (
    "Company,Job Position,Max. Salary,Location,Status,Date saved,Date applied\n"
    "Acme,Dev,100000,Remote,Interviewing,01/20/2026,02/03/2026\n"
)


@pytest.mark.parametrize(
    ("table", "called", "expected"),
    [
        (HUNTR, "Huntr", {"status": "screening", "source": "x.example", "url": None, "external_id": "j1"}),
        (TEAL, "Teal", {"status": "interviewing", "applied_on": "2026-02-03", "salary": "100000"}),
        (
            "index,createdAt,applied,appliedDate,status,title,company,location\n1,2026-01-02,false,N/A,draft,Dev,Acme,N/A\n",
            "JobSync",
            {"status": "saved", "applied_on": None, "location": None},
        ),
        (
            'Saved Date,Job Url,Job Title,Company Name\n"12/16/22, 3:07 PM",https://x.example,Dev,Acme\n',
            "LinkedIn, Saved Jobs",
            {"status": "saved", "applied_on": None},
        ),
        (AI, "ai-job-search", {"status": "applied", "applied_on": "2026-01-02", "source": "direct"}),
        (BOT, "an auto-apply bot for LinkedIn", {"applied_on": "2026-01-02", "external_id": "77"}),
        (
            "timestamp,jobID,job,company,attempted,result\n2022-02-26 19:17:05,123,Dev,Acme,True,False\n",
            "an auto-apply bot for LinkedIn",
            {"status": "applied", "applied_on": "2022-02-26"},
        ),
    ],
    ids=["huntr", "teal", "jobsync", "saved", "ai", "bot", "easy"],
)
def test_an_export_is_recognised(table: str, called: str, expected: dict[str, object]) -> None:
    reading = read_table(io.BytesIO(table.encode()), ReadingOptions(), TODAY)
    (row,) = reading.rows
    assert isinstance(row, ImportedRow)
    assert reading.recognised == called
    assert {"company": "Acme", "position": "Dev"} | expected == {
        key: getattr(row, key) for key in {"company", "position"} | expected.keys()
    }
    assert not row.doubts
    assert "me@x.example" not in " ".join(row.notes)


def test_a_column_by_a_word_gives_way_to_one_that_says_it_as_a_whole() -> None:
    table = b"Company Whatever,Company,My position in the queue,Role\nred,Acme,4,Dev\n"
    (row,) = read_table(io.BytesIO(table), ReadingOptions(), TODAY).rows
    assert isinstance(row, ImportedRow)
    assert (row.company, row.position) == ("Acme", "Dev")
    assert set(row.notes) == {"Company Whatever: red", "My position in the queue: 4"}


def test_a_map_is_read_as_it_is_typed() -> None:
    assert read_map(("Foo=company", "2=role", "a=b=link", "Call = stage:screening")) == {
        "Foo": "company",
        "2": "position",
        "a=b": "url",
        "Call": "stage:screening",
    }
    for wrong in ("Foo", "=company", "Foo=", "Foo=nonsense"):
        with pytest.raises(UsageError):
            read_map((wrong,))
