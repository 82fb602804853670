from concurrent.futures import ThreadPoolExecutor

from bot.core.history import MOST_CHATS, MemoryHistory
from bot.core.types import Question, Turn


def turn(text: str) -> Turn:
    return Turn(Question(text, text))


def test_a_chat_that_said_nothing_has_no_turn():
    assert MemoryHistory().last("here") is None


def test_the_last_turn_of_each_chat_is_kept():
    history = MemoryHistory()
    for chat, text in [("a", "one"), ("b", "two"), ("a", "three")]:
        history.remember(chat, turn(text))
    assert history.last("a") == turn("three")
    assert history.last("b") == turn("two")


def test_the_chat_that_was_quiet_longest_is_forgotten_first():
    history = MemoryHistory(most_chats=2)
    for chat in ("a", "b", "a", "c"):
        history.remember(chat, turn(chat))
    assert history.last("b") is None
    assert history.last("a") == turn("a")
    assert history.last("c") == turn("c")


def test_no_more_than_ten_thousand_chats_are_kept():
    history = MemoryHistory()
    for number in range(MOST_CHATS + 100):
        history.remember(str(number), turn("same"))
    kept = [number for number in range(MOST_CHATS + 100) if history.last(str(number))]
    assert MOST_CHATS == 10_000
    assert kept == list(range(100, MOST_CHATS + 100))


def test_threads_remember_and_read_at_once():
    history = MemoryHistory(most_chats=50)

    def work(number: int) -> Turn | None:
        chat = str(number % 40)
        history.remember(chat, turn(chat))
        return history.last(chat)

    with ThreadPoolExecutor(8) as pool:
        read = list(pool.map(work, range(4000)))
    assert read == [turn(str(number % 40)) for number in range(4000)]
