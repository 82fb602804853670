import threading

from indexer import store
from indexer.newest import Newest
from indexer.search import Searcher
from tests.indexer.glenmore import BUSES, GRANTS, query

PAID = query("When are small grants paid?")


def test_the_next_index_is_found_without_a_restart(desk):
    desk.put(grants_md=GRANTS)
    desk.build()
    newest = Newest(desk.index, desk.open())
    first = newest.searcher()
    assert newest.searcher() is first
    desk.put(grants_md=GRANTS.replace("six winters", "seven winters"), buses_md=BUSES)
    desk.build()
    second = newest.searcher()
    assert {document.name for document in second.documents} == {"grants.md", "buses.md"}
    assert any("seven winters" in document.text for document in second.documents)
    assert [document.name for document in first.documents] == ["grants.md"]
    assert "six winters" in first.documents[0].text
    assert first.search(PAID)[0].document.name == "grants.md"


def test_while_the_new_index_is_damaged_the_old_one_serves(desk):
    desk.put(grants_md=GRANTS)
    desk.build()
    newest = Newest(desk.index, desk.open())
    first = newest.searcher()
    desk.put(buses_md=BUSES)
    desk.build()
    folder = desk.index / "generations" / store.current_name(desk.index)
    manifest = folder / "manifest.json"
    sound = manifest.read_bytes()
    manifest.write_bytes(sound[:-20])
    assert newest.searcher() is first
    assert newest.searcher().search(PAID)[0].document.name == "grants.md"
    manifest.unlink()
    desk.put(halls_txt="The hall costs 12 pounds.")
    desk.build()
    assert len(newest.searcher().documents) == 3


def test_an_index_that_is_gone_does_not_take_the_answers_with_it(desk):
    desk.put(grants_md=GRANTS)
    desk.build()
    newest = Newest(desk.index, desk.open())
    (desk.index / "current").unlink()
    assert newest.searcher().search(PAID)[0].document.name == "grants.md"


def test_many_threads_that_ask_while_builds_come_see_whole_indexes(desk):
    desk.put(grants_md="The grant is 0 pounds.\n\nThe sum of 0 pounds is paid in May.\n")
    desk.build()
    newest = Newest(desk.index, desk.open())
    faults: list[object] = []
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            searcher: Searcher = newest.searcher()
            hits = searcher.search(query("How many pounds is the grant?"))
            figures = {hit.passage.text.split(" pounds")[0].split()[-1] for hit in hits}
            held = {document.text for document in searcher.documents}
            if len(figures) != 1 or not all(h.passage.text in h.document.text for h in hits):
                faults.append((figures, held))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for sum_ in range(1, 8):
        text = f"The grant is {sum_} pounds.\n\nThe sum of {sum_} pounds is paid in May.\n"
        desk.put(grants_md=text)
        desk.build()
    over.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert "7 pounds" in newest.searcher().documents[0].text
