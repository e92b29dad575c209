"""The phrases by which English and French name a camera move.

Patterns only; `camera.py` decides who moves and which phrases count. The primitives are those of
CameraBench (arXiv 2504.15376, CC BY 4.0); that a *travelling optique* is a zoom and a *panoramique
vertical* a tilt is from the table of French terms that `vocabulary/fr/choices.json` cites.
"""

from __future__ import annotations

import re
from functools import cached_property

__all__ = ["CAMERA_SUBJECT", "DIRECTIONLESS", "LOOKING_DOWN", "OTHER_SUBJECT", "PHRASES", "STATIC_ADJECTIVE", "Phrase"]

_FLAGS = re.IGNORECASE

_MANNER = r"(?:\w+ly|very|more|much|just|a bit|a little|further|straight|back and|slow|smooth|gentle|slight|subtle|quick|steady)"
_EN_SPAN = r"from\s+(?:the\s+)?(?:left|right|top|bottom)\s+to\s+(?:the\s+)?(?:left|right|top|bottom)"
_EN_DIRECTION = (
    rf"(?:{_EN_SPAN}"
    r"|(?:to|towards?)\s+(?:the|its|our)\s+(?:far\s+)?(?:left|right)(?!\s+(?:side\s+)?of\b)"
    r"|(?:left|right|up|down|for|back)wards?\b"
    r"|(?:left|right)(?!-hand)\b|up(?!\s+(?:close|to\s+(?:the\s+)?(?:door|man|woman)))\b|down\b"
    r"|ahead\b|in(?:ward)?(?!\s+(?:an?|the|its|sync|front|place|one|his|her|their|slow|circles?|order|time|unison|depth|between)\b)\b"
    r"|out(?:ward)?(?!\s+of\b)\b|back(?!\s+(?:and\s+forth|to)\b)\b|away\b|closer\b|counter-?\s?clockwise\b|anti-?clockwise\b|clockwise\b)"
)
_EN_NEXT = rf"(?:\s*(?:,|,?\s*and|,?\s*then|,?\s*and\s+then|or|while)?\s+(?:{_MANNER}\s+){{0,2}}{_EN_DIRECTION})"
_EN_DIRECTIONS = rf"(?P<directions>{_EN_DIRECTION}{_EN_NEXT}{{0,2}})"
_EN_FILL = rf"[-\s]+(?:{_MANNER}(?:\s+and)?\s+){{0,3}}(?:in\s+an?\s+(?:\w+\s+)?(?=(?:counter|anti|clock)))?"

_FR_MANNER = r"(?:\w+ment|très|un peu|peu à peu|lente?|douce?|doux|rapide|légère?|encore|tout)"
_FR_DIRECTION = (
    r"(?:de\s+(?:la\s+)?(?:gauche|droite)\s+(?:à|vers)\s+(?:la\s+)?(?:gauche|droite)"
    r"|(?:vers|à|sur)\s+(?:la|sa)\s+(?:gauche|droite)\b|à\s+(?:gauche|droite)\b|gauche\b|droite?\b"
    r"|vers\s+le\s+(?:haut|bas)\b|vers\s+(?:l['’]avant|l['’]arrière)|ascendante?\b|descendante?\b"
    r"|en\s+avant\b|en\s+arrière\b|avant\b|arrière\b|anti-?horaire\b|horaire\b"
    r"|dans\s+le\s+sens\s+(?:inverse|contraire)\b|dans\s+le\s+sens\s+(?:anti-?horaire|horaire|des\s+aiguilles)\b)"
)
_FR_DIRECTIONS = (
    rf"(?P<directions>{_FR_DIRECTION}(?:\s*(?:,|et|puis)?\s+(?:{_FR_MANNER}\s+){{0,2}}{_FR_DIRECTION}){{0,1}})"
)
_FR_FILL = rf"\s+(?:(?:{_FR_MANNER}|optique|latérale?|horizontale?|verticale?)\s+){{0,3}}"

_MOVE = (
    r"(?:mov(?:e[sd]?|ing|ements?)|glid(?:e[sd]?|ing)|fl(?:y|ies|ying|ew)|travel(?:s|l?ing|l?ed)?|drift(?:s|ing|ed)?|slid(?:es?|ing)"
    r"|float(?:s|ing|ed)?|push(?:es|ing|ed)?|pull(?:s|ing|ed)?|track(?:s|ing|ed)?|advanc(?:es?|ing)|shift(?:s|ing|ed)?|sweep(?:s|ing)?"
    r"|step(?:s|ping)?|walk(?:s|ing)?|go(?:es|ing)?|head(?:s|ing)?|creep(?:s|ing)?|inch(?:es|ing)?|back(?:s|ing)|draw(?:s|ing)?|get(?:s|ting)?"
    r"|com(?:es?|ing)|tracking\s+shot|motion|ris(?:es?|ing)|swoop(?:s|ing)?|plung(?:es?|ing)|zip(?:s|ping)?|rush(?:es|ing)?|pass(?:es|ing)?)"
)
_DOLLY = r"(?:doll(?:y|ies|ied|ying|eying|ey)(?:\s+shot|\s+move(?:s|ment)?)?)"
_TRUCK = r"(?:truck(?:s|ing|ed)?(?:\s+(?:shot|movements?))?|side-?tracks?|crab(?:s|bing)?)"
_PEDESTAL = r"(?:pedestal(?:s|ing|ling|ed)?|boom(?:s|ing)?)"
_CRANE = r"(?:cran(?:es?|ing)(?:\s+shot)?|jib(?:s|bing)?)"
_PAN = r"(?:(?:whip\s+)?pan(?:s|ning|ned)?(?:\s+shot)?)"
_TILT = r"(?:tilt(?:s|ing|ed)?(?:\s+shot)?|angl(?:es|ing))"
_ZOOM = r"(?:zoom(?:s|ing|ed)?)"
_TURN = (
    r"(?:rotat(?:es?|ing|ion)|spin(?:s|ning)?|spiral(?:s|l?ing)?(?:\s+down(?:ward)?)?|twist(?:s|ing)?|turn(?:s|ing)?)"
)


class Phrase:
    """One way of naming moves.

    Attributes:
        kind: a move ("arc"), when the phrase names one, else "move", "pan", "tilt", "roll", "turn",
            "zoom" or "crane", whose group `directions` tells which.
        pattern: the phrase.
        needs_camera: the words are everyday ones, so that somebody else may be the one who moves.
        hints: the phrase can only be there when one of these is, in lower case: a cheap first look.
    """

    def __init__(self, kind: str, pattern: str, hints: str = "", *, needs_camera: bool = False) -> None:
        self.kind = kind
        self._pattern = pattern
        self.needs_camera = needs_camera
        self.hints = tuple(hints.split())

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        # compiled when a hint is first met: all of them at once would cost the import a tenth of a second
        return re.compile(rf"\b(?<!-){self._pattern}(?!\w)", _FLAGS)


def _english(kind: str, verb: str, hints: str = "", *, needs_camera: bool = False) -> Phrase:
    return Phrase(kind, rf"{verb}{_EN_FILL}{_EN_DIRECTIONS}", hints, needs_camera=needs_camera)


def _before_noun(kind: str, noun: str, hints: str, *, needs_camera: bool = False) -> Phrase:
    """The direction first: "an upward tilt", "a slow leftward pan", "a clockwise roll"."""
    directions = (
        r"(?P<directions>(?:left|right|up|down|for|back)wards?(?:\s+and\s+(?:left|right|up|down|for|back)wards?)?"
        r"|left|right|counter-?\s?clockwise|anti-?clockwise|clockwise)"
    )
    return Phrase(
        kind, rf"{directions}\s+(?:\w+ing\s+|slow\s+|smooth\s+|steady\s+)?{noun}", hints, needs_camera=needs_camera
    )


def _french(kind: str, verb: str, hints: str, *, needs_camera: bool = False) -> Phrase:
    return Phrase(kind, rf"{verb}{_FR_FILL}{_FR_DIRECTIONS}", hints, needs_camera=needs_camera)


_TOWARDS = r"towards?(?!\s+(?:the|its)\s+(?:left|right|end|top|bottom|viewer|camera))"

PHRASES: tuple[Phrase, ...] = (
    # with a direction
    _english("move", _MOVE, needs_camera=True),
    _english("move", _DOLLY, "doll"),
    _english("move", _TRUCK, "truck track crab"),
    _english("move", _PEDESTAL, "pedestal boom"),
    _english("crane", _CRANE, "cran jib"),
    _english("pan", _PAN, "pan"),
    _english("tilt", _TILT, "tilt angl"),
    _english("zoom", _ZOOM, "zoom"),
    _english("roll", r"roll(?:s|ing|ed)?", "clockwise"),
    _english("turn", _TURN, "rotat spin spiral twist turn", needs_camera=True),
    _before_noun(
        "move",
        r"(?:mov(?:e|ement)s?|motions?|trajectory|flight|progress|track(?:ing)?|push|glide|drift|shift)",
        "ward",
        needs_camera=True,
    ),
    _before_noun("move", r"(?:doll(?:y|ying)|truck(?:ing)?|pedestal(?:ing)?)", "doll truck pedestal"),
    _before_noun("pan", r"pan(?:s|ning)?", "pan"),
    _before_noun("tilt", r"tilt(?:s|ing)?", "tilt"),
    _before_noun("zoom", r"zoom", "zoom"),
    _before_noun("roll", r"(?:rolls?|rotation|spin|turn|twist)", "clockwise"),
    _french("zoom", r"(?:zoom(?:e|ant)?|travell?ings?\s+optiques?)", "zoom optique"),
    _french(
        "tilt",
        r"(?:panoramiques?\s+verticale?s?|panoramique|s['’]inclin(?:e|ant)|bascul(?:e|ant)|lève\s+le\s+regard)(?=.{0,30}(?:haut|bas|ascendant|descendant))",
        "panoramique inclin bascul lève",
    ),
    _french(
        "pan", r"(?:panoramiques?|panote|panotant|pivot(?:e|ant)|balaie|balayant|tourne)", "pano pivot bala tourne"
    ),
    _french("move", r"travell?ings?(?!\s+optique)", "travel"),
    _french(
        "move",
        r"(?:se\s+déplac(?:e|ant)|gliss(?:e|ant)|avanc(?:e|ant)|recul(?:e|ant)|flott(?:e|ant)|part|dériv(?:e|ant)|vol(?:e|ant))",
        "caméra drone objectif plan cadre",
        needs_camera=True,
    ),
    _french(
        "roll", r"(?:roul(?:is|e|ant)|rotation|tourn(?:e|ant)|pivot(?:e|ant))", "horaire aiguilles inverse contraire"
    ),
    _french("crane", r"(?:mouvement\s+de\s+)?grue", "grue"),
    # the verb says it all
    Phrase(
        "pedestal_up",
        r"(?:ris(?:es?|ing)|rose|ascend(?:s|ing|ed)?|elevat(?:es?|ing)|climb(?:s|ing)?|lift(?:s|ing)?|soar(?:s|ing)?)(?!\s+(?:the\s+)?(?:stairs|steps))",
        "ris rose ascend elevat climb lift soar",
        needs_camera=True,
    ),
    Phrase(
        "pedestal_down",
        r"(?:descend(?:s|ing|ed)?|descent|lower(?:s|ing)|sink(?:s|ing)?|drop(?:s|ping)?|dips?|dipping|div(?:es|ing))",
        "descen lower sink drop dip div",
        needs_camera=True,
    ),
    Phrase(
        "dolly_in",
        r"(?:approach(?:es|ing)?|nears|(?:draw|mov|get|com|push|track|fl|glid)(?:s|es?|y|ies|ting|ing|ying)?\s+(?:\w+ly\s+)?"
        rf"(?:(?:near|clos)er|{_TOWARDS}|into(?!\s+view)))",
        "approach near close toward into",
        needs_camera=True,
    ),
    Phrase(
        "dolly_out",
        r"(?:retreat(?:s|ing)?|reced(?:es?|ing)|withdraw(?:s|ing)?)",
        "retreat reced withdraw",
        needs_camera=True,
    ),
    Phrase("dolly_in", rf"doll(?:y|ies|ying)\s+(?:\w+ly\s+)?(?:{_TOWARDS}|into|closer)", "doll"),
    Phrase(
        "dolly_in",
        r"(?:push-?\s?ins?|pushes\s+in|pushing\s+in|dolly-?\s?in|moving-in)(?!\s+(?:the|an?)\b)",
        "-in push dolly",
    ),
    Phrase(
        "dolly_out",
        r"(?:pull-?\s?(?:back|out)s?|pulls\s+(?:back|out|away)|dolly-?\s?out)(?!\s+(?:of|the|an?)\b)",
        "pull dolly",
    ),
    # a camera that leads goes backward before the subject; one that follows from behind goes forward
    Phrase(
        "dolly_out",
        r"(?:leads|leading)\s+(?:\w+\s+){1,4}from\s+(?:the\s+)?front|lead[- ]tracking",
        "lead",
        needs_camera=True,
    ),
    Phrase(
        "dolly_in",
        r"follow(?:s|ing)\s+(?:(?:\w+\s+){1,4}from\s+behind|behind)|tail[- ]tracking",
        "behind tail",
        needs_camera=True,
    ),
    Phrase("zoom_in", r"zoom(?:s|ing)?(?:-in|\s+(?:\w+ly\s+)?(?:closer|into|towards?|on(?:to)?))", "zoom"),
    Phrase("zoom_out", r"zoom-out", "zoom"),
    Phrase(
        "arc",
        r"(?:arc(?:s|ing)(?!\s+stairs)|orbit(?:s|ing)?|circl(?:es|ing)(?=\s+(?:around|the|him|her|them))"
        r"|(?:mov|track|spin|fl|travel|rotat|revolv|swing)(?:e?s|ies|ing|ying)\s+(?:\w+ly\s+)?around(?!\s+the\s+(?:middle|midpoint|halfway)))",
        "arc orbit circl around",
        needs_camera=True,
    ),
    Phrase("arc", r"(?:arc\s+shot|orbit(?:al|ing)?\s+shot|360[\s-]+orbits?)", "arc orbit"),
    Phrase("crane", r"(?:crane|jib)\s+(?:shot|up|down|move|lifts|rises)", "crane jib"),
    Phrase("tracking", r"(?:(?:\w+-)?tracking\s+shot|follow(?:-|\s)shot)", "tracking follow"),
    Phrase(
        "tracking",
        r"(?:tracks|tracking|to\s+track|follow(?:s|ing)?|to\s+follow|leading|leads)(?=\s+(?:an?|the|his|her|him|them|it|their|behind|alongside|two|three)\b)",
        "track follow lead",
        needs_camera=True,
    ),
    # at the start of a sentence nobody else is there to do it
    Phrase(
        "tracking",
        r"(?:(?<![^\s])(?<![^.!?]\s)(?:tracking|following)(?=\s+an?\b)|(?<![^\s])(?<![^.!?]\s)tracking(?=\s+the\b))",
        "tracking following",
    ),
    Phrase("handheld", r"(?:hand-?\s?held|shaky\s+cam(?:era)?|shoulder-mounted)", "hand shaky shoulder"),
    Phrase(
        "static",
        r"(?:locked[- ]off|lock-off|(?:static|fixed|stationary|still|motionless)\s+(?:camera|shot|frame|wide|medium|close|tripod)|tripod\s+shot"
        r"|no\s+camera\s+mov\w+|camera\s+(?:does\s+not|doesn['’]t|never)\s+move)",
        "lock static fixed stationary still motionless tripod camera",
    ),
    Phrase(
        "pedestal_up",
        r"(?:mont(?:e|ant)|s['’]élèv(?:e|ent)|s['’]élevant|grimp(?:e|ant)|s['’]envol(?:e|ant)|prend\s+de\s+la\s+hauteur|remont(?:e|ant))",
        "mont élèv élev grimp envol hauteur",
        needs_camera=True,
    ),
    Phrase(
        "pedestal_down",
        r"(?:descend(?:ant)?|s['’]abaiss(?:e|ant)|redescend(?:ant)?)",
        "descend abaiss",
        needs_camera=True,
    ),
    Phrase(
        "dolly_in",
        r"(?:avanc(?:e|ant)|s['’]approch(?:e|ant)|se\s+rapproch(?:e|ant)|s['’]avanc(?:e|ant))",
        "avanc pproch",
        needs_camera=True,
    ),
    Phrase("dolly_out", r"(?:recul(?:e|ant)|s['’]éloign(?:e|ant))", "recul éloign", needs_camera=True),
    Phrase("arc", r"(?:travell?ing\s+circulaire|tourn(?:e|ant)\s+(?:\w+ment\s+)?autour)", "circulaire autour"),
    Phrase("crane", r"(?:mouvement\s+de\s+grue|plan\s+(?:à\s+la|de)\s+grue|à\s+la\s+grue)", "grue"),
    Phrase(
        "tracking",
        r"(?:travell?ing\s+d['’]accompagnement|travell?ing\s+de\s+suivi|plan\s+de\s+suivi)",
        "accompagn suivi",
    ),
    Phrase(
        "tracking",
        r"(?:suit|suivant|accompagne)(?=\s+(?:une?|le|la|les|l['’]|des|son|sa))",
        "sui accompagn",
        needs_camera=True,
    ),
    Phrase(
        "handheld",
        r"(?:caméra\s+(?:à\s+l['’]épaule|portée|au\s+poing|à\s+la\s+main)|à\s+l['’]épaule)",
        "épaule port poing main",
    ),
    Phrase(
        "static",
        r"(?:plan\s+fixe|caméra\s+(?:\w+\s+)?(?:fixe|immobile|statique)|cadre\s+fixe|sur\s+(?:un\s+)?trépied|caméra\s+ne\s+bouge\s+pas)",
        "fixe immobile statique trépied bouge",
    ),
)
"""Every phrase, those with a direction first."""

LOOKING_DOWN = re.compile(
    r"(?<!to a )(?<!to an )\b(?:bird['’]s[- ]eye|top-down|straight\s+down(?:ward)?|vue\s+zénithale)", re.IGNORECASE
)
"""The camera looks along the vertical: what goes up or down then travels along its own axis."""

STATIC_ADJECTIVE = re.compile(
    r"(?<![\w-])(?:fixed|static|stationary|still|motionless|unmoving|immobile|fixe|statique)(?![\w-])", _FLAGS
)
"""Says "static" when it is said of the camera."""

DIRECTIONLESS = re.compile(
    r"\b(?:(?:dolly|drone|fpv|crane|jib|tracking|trucking|panning|travell?ing|orbit(?:al|ing)?|flyover|fly-?through|follow)\s+(?:shot|view|footage)"
    r"|flyover|fly-?through|steadicam|travell?ings?|panoramiques?|plan[- ]séquence|mouvement\s+de\s+caméra|vue\s+(?:de|par)\s+drone"
    r"|(?:slow|whip|fast|smooth|gentle)\s+(?:pan|tilt|dolly|zoom|push|pull)"
    rf"|(?:cameras?|drone)\s+(?:\w+ly\s+)?(?:{_MOVE}|pans|tilts|zooms|rolls|circles|follows|trails|weaves|dives|spins)"
    r"|(?:caméra|drone)\s+(?:(?:se|s['’]|la|le|les)\s*)?(?:plonge|glisse|vole|survole|flotte|dérive|traverse|longe|suit|bouge|déplace|tourne|panote|pivote|balaie|file|approche|éloigne|élève))(?!\w)",
    _FLAGS,
)
"""A camera that moves, whatever the direction."""

CAMERA_SUBJECT = re.compile(
    r"(?<![\w-])(?:cameras?|drone|steadicam|gimbal|(?:the|our)\s+(?:shot|view|viewpoint|lens|frame|perspective)|caméra|drone"
    r"|l['’]objectif|le\s+(?:plan|cadre))(?![\w-])",
    _FLAGS,
)
"""Names the camera as the one who moves."""

OTHER_SUBJECT = re.compile(
    r"(?:(?:^|[.!?]\s+|[,;:]\s+|\b(?:as|while|when|whenever|once|until|where|and|but|alors\s+que|tandis\s+que|pendant\s+que|quand|lorsque|où|et)\s+)"
    r"(?:the|an?|his|her|their|two|three|several|some|many|people|he|she|they|we|le|la|les|une?|des|il|elle|ils|elles|deux|son|sa|ses)"
    r"|\b(?:who|that|which|qui))\b",
    _FLAGS,
)
"""Somebody else than the camera becomes the one who moves."""
