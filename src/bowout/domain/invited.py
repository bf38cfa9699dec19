"""What kind of step an invitation is to, as far as its title says."""

import re

from bowout.domain.names import fold, unaccented
from bowout.domain.stages import StageKind as K

# Beginnings of words as they stand in titles, without accents; the first kind that has one of them.
_SAID: dict[K, str] = {
    K.ASSESSMENT: r"assessment|coding (test|challenge)|challenge|take.?home|exercise|hackerrank|codility|testaufgabe"
    r"|test technique|prueba",
    K.REFERENCES: r"reference|referenz",
    K.OFFER: r"offer\b|angebot|offre\b|oferta",
    K.FINAL: r"final|onsite|on.site|last round|super ?day|letzte|abschluss|dernier|ultima",
    K.SCREENING: r"screen|phone|intro|call\b|recruiter|chat\b|catch.?up|telefon|kennenlern|appel|telephon|llamada",
}


def kind_of_invitation(title: str) -> K:
    """Say what kind of step it is; an interview where the title says nothing else."""
    words = unaccented(fold(title))
    return next((kind for kind, said in _SAID.items() if re.search(rf"\b({said})", words)), K.INTERVIEW)
