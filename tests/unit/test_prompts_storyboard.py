"""Storyboards: boards made from boards, characters in the same words, and the way to text and JSON and back."""

from __future__ import annotations

import copy
import json
import pickle
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sora_widgets.errors import RequestError, UnknownKeywordError
from sora_widgets.prompts import Shot
from sora_widgets.prompts.storyboard import Scene, Storyboard

SHEET = "a woman of thirty in a short red coat"
BOARD = Storyboard(
    [
        Scene("Wide shot of Mara flying a red kite in a leafy park.", 4, characters=["Mara"]),
        Scene("Close-up of her face.", 6, "dissolve", "the coat stays buttoned", ["Mara"]),
        Scene("A dog runs."),
    ],
    {"Mara": SHEET},
    "The kite",
)
FRENCH = Storyboard(
    [
        Scene("Plan large d'un enfant dans un parc.", 8),
        Scene("Gros plan sur le cerf-volant.", continuity="le même jour"),
    ],
    {"Léo": "un garçon de huit ans, pull rayé"},
)

WORD = re.compile(r"[^\W_]+")


def words_of(text):
    return Counter(WORD.findall(text.casefold()))


# -- boards ---------------------------------------------------------------------------------------------------------


def test_a_board_is_made_of_shots_scenes_and_texts():
    board = Storyboard([Shot(subject="a kite"), "A dog runs.", Scene("A cat sleeps.", 12)])
    assert [scene.seconds for scene in board.shots] == [4, 4, 12]
    assert board.total_s == 20
    assert len(board) == 3
    assert repr(board) == "Storyboard(3 shots, 20 s)"
    assert board.shots[1].shot == Shot.from_text("A dog runs.")


def test_every_change_gives_another_board():
    one, two, three = BOARD.shots
    assert BOARD.move(0, 2).shots == (two, three, one)
    assert BOARD.move(2, 0).shots == (three, one, two)
    assert BOARD.without(1).shots == (one, three)
    assert BOARD.with_scene("A cat.", at=1).shots == (one, Scene("A cat."), two, three)
    assert BOARD.with_scene(two).shots == (one, two, three, two)
    assert BOARD.replacing(2, one).shots == (one, two, one)
    assert BOARD.shots == (one, two, three)
    assert BOARD.move(0, 2).move(2, 0) == BOARD
    assert hash(BOARD.move(0, 0)) == hash(BOARD)


def test_a_character_who_leaves_takes_only_the_sheet_along():
    board = BOARD.without_character("Mara")
    assert board.characters == {}
    assert [scene.characters for scene in board.shots] == [(), (), ()]
    assert board.shots[0].shot == BOARD.shots[0].shot
    assert BOARD.with_character("Tom", "a tall man. ").characters == {"Mara": SHEET, "Tom": "a tall man"}


def test_a_board_can_be_copied_and_pickled():
    assert copy.deepcopy(BOARD) == BOARD
    assert pickle.loads(pickle.dumps(BOARD)) == BOARD
    with pytest.raises(TypeError):
        BOARD.characters["Tom"] = "a man"


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (lambda: Scene("A dog.", seconds=0), RequestError, "seconds"),
        (lambda: Scene("A dog.", seconds=True), RequestError, "not True"),
        (lambda: Scene("A dog.", seconds=4.5), RequestError, "4.5"),
        (lambda: Scene(7), RequestError, "int"),
        (lambda: Scene("A dog.", continuity=None), RequestError, "continuity"),
        (lambda: Scene("A dog.", characters="Mara"), RequestError, "list of names"),
        (lambda: Scene("A dog.").replace(second=8), UnknownKeywordError, "'seconds'"),
        (lambda: Storyboard("A dog."), RequestError, "list of scenes"),
        (lambda: Storyboard(["A dog."], title=None), RequestError, "title"),
        (lambda: Storyboard([Scene("A dog.", characters=["Mra"])], {"Mara": SHEET}), UnknownKeywordError, "'Mara'"),
        (lambda: Storyboard([], {"": "nobody"}), RequestError, "name"),
        (lambda: Storyboard([], {"Mara": 7}), RequestError, "Mara"),
        (lambda: BOARD.without(3), RequestError, "has 3"),
        (lambda: BOARD.move(0, -1), RequestError, "-1"),
        (lambda: BOARD.with_scene("A dog.", at=5), RequestError, "5"),
        (lambda: BOARD.without_character("Mra"), UnknownKeywordError, "did you mean 'Mara'"),
        (lambda: Storyboard.from_json("{"), RequestError, "JSON"),
        (lambda: Storyboard.from_json("[]"), RequestError, "mapping"),
        (lambda: Storyboard.from_json('{"shot": []}'), UnknownKeywordError, "'shots'"),
        (lambda: Storyboard.from_json('{"shots": [{"shot": {"camra": "x"}}]}'), UnknownKeywordError, "'camera'"),
        (lambda: Storyboard.from_json('{"shots": 3}'), RequestError, "list"),
        (lambda: Storyboard.from_json('{"format": 2}'), RequestError, "format 2"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_value(make, error, said):
    with pytest.raises(error, match=re.escape(said)):
        make()


# -- characters and requests ----------------------------------------------------------------------------------------


def test_a_sheet_stands_behind_the_first_mention_word_for_word():
    assert BOARD.prompt(0) == f"Wide shot of Mara ({SHEET}) flying a red kite in a leafy park."


def test_a_character_who_is_not_named_is_told_with_the_subject():
    assert BOARD.prompt(1) == f"Close-up of her face (Mara: {SHEET})."
    bare = Storyboard([Scene(Shot(camera="pan left"), characters=["Mara"])], {"Mara": SHEET})
    assert bare.shot(0).subject == f"Mara ({SHEET})"


def test_a_name_in_a_line_of_dialogue_is_no_place_for_a_sheet():
    scene = Scene(Shot(subject="a door", sound='Tom says: "Mara?"'), characters=["Mara"])
    assert Storyboard([scene], {"Mara": SHEET}).shot(0).sound == 'Tom says: "Mara?"'


def test_words_that_are_there_already_are_not_said_twice():
    scene = Scene(Shot(subject=f"Mara, {SHEET}"), characters=["Mara"])
    assert Storyboard([scene], {"Mara": SHEET}).shot(0) == scene.shot


def test_part_of_a_word_is_no_mention():
    scene = Scene(Shot(subject="a marathon runner"), characters=["Mara"])
    assert Storyboard([scene], {"Mara": SHEET}).shot(0).subject == f"a marathon runner (Mara: {SHEET})"


def test_each_request_starts_from_the_last_frame_of_the_shot_before():
    linked = BOARD.requests()
    assert [(one.number, one.seconds, one.starts_from) for one in linked] == [(1, 4, None), (2, 6, 1), (3, 4, 2)]
    assert [one.prompt for one in linked] == [BOARD.prompt(index) for index in range(3)]
    assert [one.starts_from for one in BOARD.requests(is_linked=False)] == [None, None, None]


NAMES = st.sampled_from(["Mara", "Tom", "Léo", "the robot", "R2"])
SHEETS = st.sampled_from([SHEET, "un garçon, pull rayé", "tall (very tall), thin"])
TEXTS = st.sampled_from(
    [
        *("A dog runs.", "Wide shot of Mara in a park.", "Close-up of the robot, neon light, the camera rises slowly."),
        *("Plan large d'un enfant dans un parc, lumière dorée.", 'Tom smiles. Sound: "Hello".', ""),
    ]
)


@given(sheet=SHEETS, name=NAMES, texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_the_same_words_stand_in_every_shot_of_a_character(sheet, name, texts):
    board = Storyboard([Scene(text, characters=[name]) for text in texts], {name: sheet})
    for index in range(len(board)):
        assert board.prompt(index).count(sheet) == 1
        assert name.casefold() in board.prompt(index).casefold()


# -- text and JSON --------------------------------------------------------------------------------------------------


def test_a_board_is_written_as_such_servers_read_it():
    assert Storyboard(["A dog runs.", Scene("A cat sleeps.", 8)]).to_text() == (
        "Shot 1:\nduration: 4.0sec\nScene: A dog runs.\n\nShot 2:\nduration: 8.0sec\nScene: A cat sleeps."
    )
    assert str(BOARD).splitlines()[:3] == ["Title: The kite", "Characters:", f"- Mara: {SHEET}"]
    assert "cut: dissolve\nwith: Mara\ncontinuity: the coat stays buttoned" in str(BOARD)


def test_labels_may_be_french():
    assert FRENCH.to_text("fr").splitlines()[3:6] == [
        "Plan 1 :",
        "durée : 8.0sec",
        "Scène : Plan large d'un enfant dans un parc.",
    ]


@pytest.mark.parametrize("board", [BOARD, FRENCH, Storyboard()], ids=["en", "fr", "empty"])
@pytest.mark.parametrize("language", [None, "en", "fr"])
def test_text_leads_back_to_the_same_board(board, language):
    text = board.to_text(language)
    if len(board):
        assert Storyboard.from_text(text) == board
    assert Storyboard.from_text(text).to_text(language) == text


def test_what_people_typed_into_the_app_is_read():
    board = Storyboard.from_text("A dog runs. [5.0s]A cat sleeps.[2,6 s] A bird sings.")
    assert [(scene.seconds, scene.shot.subject) for scene in board.shots] == [
        (4, "a dog"),
        (5, "a cat"),
        (3, "a bird"),
    ]


def test_the_apps_own_wire_text_is_read():
    board = Storyboard.from_text(
        "current timeline:\nShot 1:\nduration: 5.0sec\nScene: A dog\nruns.\n\n**Shot 2:** A cat sleeps."
    )
    assert [(scene.seconds, str(scene.shot)) for scene in board.shots] == [(5, "A dog runs."), (4, "A cat sleeps.")]


@pytest.mark.parametrize(
    ("told", "name"),
    [("dissolve", "dissolve"), ("Match cut", "match_cut"), ("fondu enchaîné", "dissolve"), ("J-cut", "j_cut")],
)
def test_a_join_is_read_in_either_language(told, name):
    assert Storyboard.from_text(f"Shot 1:\nScene: A dog.\ncut: {told}").shots[0].cut == name


def test_a_join_of_somebodys_own_becomes_a_note():
    (scene,) = Storyboard.from_text("Shot 1:\nScene: A dog.\ncut: zwoosh\ncontinuity: same light").shots
    assert (scene.cut, scene.continuity) == ("cut", "zwoosh same light")


def test_a_join_that_the_vocabulary_does_not_have_is_named():
    with pytest.raises(UnknownKeywordError, match="'dissolve'"):
        Scene("A dog.", cut="disolve")


def test_a_text_without_marks_is_one_shot():
    assert Storyboard.from_text("A dog runs.").shots == (Scene("A dog runs."),)
    assert Storyboard.from_text("  ").shots == ()


def test_json_holds_everything_and_what_is_left_out_is_usual():
    assert Storyboard.from_json(BOARD.to_json()) == BOARD
    assert json.loads(BOARD.to_json()) == BOARD.to_dict()
    assert Storyboard.from_json('{"shots": [{"shot": "A dog runs."}]}') == Storyboard(["A dog runs."])


SCENES = st.builds(
    Scene,
    shot=TEXTS | st.builds(Shot, subject=st.text(max_size=12), sound=st.text(max_size=8), camera=st.text(max_size=8)),
    seconds=st.integers(1, 3600),
    cut=st.sampled_from(["cut", "dissolve"]),
    continuity=st.sampled_from(["", "same coat", "le même jour : midi"]) | st.text(max_size=10),
    characters=st.lists(st.sampled_from(["Mara", "Tom, the tall"]), max_size=2),
)
BOARDS = st.builds(
    Storyboard,
    shots=st.lists(SCENES, max_size=4),
    characters=st.fixed_dictionaries({"Mara": SHEETS, "Tom, the tall": SHEETS | st.text(max_size=8)}),
    title=st.sampled_from(["", "The kite", "Le cerf-volant"]),
)


@given(board=BOARDS)
def test_any_board_comes_back_from_json(board):
    assert Storyboard.from_json(board.to_json()) == board
    assert pickle.loads(pickle.dumps(board)) == board


@settings(deadline=None)
@given(
    texts=st.lists(st.tuples(TEXTS, st.integers(1, 3600), st.sampled_from(["", "same coat", "a: b"])), min_size=1),
    title=st.sampled_from(["", "The kite"]),
    language=st.sampled_from([None, "en", "fr"]),
)
def test_a_written_board_comes_back_from_text(texts, title, language):
    scenes = [Scene(text, seconds, continuity=note, characters=["Mara"]) for text, seconds, note in texts]
    board = Storyboard(scenes, {"Mara": SHEET}, title)
    written = board.to_text(language)
    again = Storyboard.from_text(written)
    assert again.to_text(language) == written
    assert [(one.seconds, one.cut, one.continuity, one.characters) for one in again.shots] == [
        (one.seconds, one.cut, one.continuity, one.characters) for one in board.shots
    ]
    assert (again.characters, again.title) == (board.characters, board.title)


@given(text=st.text() | st.lists(st.sampled_from([*str(BOARD).splitlines(), "[3s]", "a: b"])).map("\n".join))
def test_any_text_makes_a_board(text):
    board = Storyboard.from_text(text)
    assert Storyboard.from_json(board.to_json()) == board
    assert all(1 <= scene.seconds <= 3600 for scene in board.shots)


@given(prose=st.lists(TEXTS, min_size=1, max_size=3))
def test_no_word_of_a_scene_is_lost(prose):
    text = "\n\n".join(f"Shot {n}:\nScene: {words}" for n, words in enumerate(prose, start=1))
    assert words_of(" ".join(prose)) <= words_of(Storyboard.from_text(text).to_text())
