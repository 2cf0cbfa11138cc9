"""How an agent's end that has waited for its undoing stands or falls, and what is noted with it."""

import pytest

from chalicelib.chat.actions import closing, data_rights, talking
from chalicelib.chat.conversation import Conversation
from chalicelib.chat.errors import NotFound, VisitorWrote
from chalicelib.chat.site import Site, Topic, plain
from chalicelib.chat.wire import Close, Say
from tests.service.conftest import Desk, staff


class Talk:
    """A conversation that an agent has answered, and has on screen up to the answer."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.services = desk, desk.services
        conversation, self.visitor, self.agent = desk.taken()
        self.id = conversation.id
        self.seen = desk.say(self.visitor, self.id, 2, "Ja vielä").seq
        desk.say(self.agent, self.id, 1, "Näin se on")

    @property
    def stored(self) -> Conversation:
        found = self.services.conversations.get(self.id)
        assert found is not None
        return found

    def close(self, before: Conversation | None = None, **body: object) -> Conversation:
        talking.close(self.services, self.agent, before or self.stored, Close(**{"seen": self.seen, **body}))
        return self.stored


@pytest.fixture
def talk(desk: Desk) -> Talk:
    return Talk(desk)


def test_as_it_was_seen_it_is_closed_once(talk: Talk) -> None:
    assert talk.close().status == "closed"
    assert talk.close() == talk.stored
    assert [line.kind for line in talk.stored.newest].count("closed") == 1


def test_where_the_visitor_has_written_since_nothing_is_closed(talk: Talk) -> None:
    talk.desk.say(talk.visitor, talk.id, 3, "Odota!")

    with pytest.raises(VisitorWrote):
        talk.close()
    assert talk.stored.status == "active"
    assert talk.close(seen=talk.stored.seq).status == "closed"


def test_a_message_that_comes_at_the_same_moment_is_not_overtaken(talk: Talk) -> None:
    before = talk.stored
    talk.desk.say(talk.visitor, talk.id, 3, "Odota!")

    with pytest.raises(VisitorWrote):
        talk.close(before)
    assert talk.stored.status == "active"


def test_what_has_moved_to_pages_meanwhile_counts_too(talk: Talk) -> None:
    talk.desk.say(talk.visitor, talk.id, 3, "Odota!")
    for n in range(2, 8):
        talk.desk.cloud.clock.advance(10)
        talk.desk.say(talk.agent, talk.id, n, "täytettä " * 60)
    assert talk.stored.first > talk.seen + 2

    with pytest.raises(VisitorWrote):
        talk.close()
    assert talk.close(seen=talk.seen + 2).status == "closed"


def test_ones_own_words_and_corrections_are_nothing_unseen(talk: Talk) -> None:
    talk.desk.say(talk.agent, talk.id, 2, "Hei hei")

    assert talk.close().status == "closed"


def test_a_close_that_says_nothing_of_what_was_seen_closes(talk: Talk) -> None:
    talk.desk.say(talk.visitor, talk.id, 3, "Odota!")

    assert talk.close(seen=None).status == "closed"


def test_a_close_that_falls_is_recorded_as_one_that_was_not_done(talk: Talk) -> None:
    before = talk.stored
    talk.desk.say(talk.visitor, talk.id, 3, "Odota!")
    with pytest.raises(VisitorWrote):
        talk.close(before)

    assert closing.current(talk.services, before).status == "active"


def test_nobody_else_closes_it(talk: Talk) -> None:
    with pytest.raises(NotFound):
        talking.close(talk.services, staff("agent.b"), talk.stored, Close())


def test_a_message_after_the_end_is_refused(talk: Talk) -> None:
    talk.close()
    with pytest.raises(Exception, match="conversation_closed"):
        talking.say(
            talk.services, talk.visitor, talk.stored, Say(conversation=talk.id, id="message-9", n=3, text="Hei")
        )


# ------------------------------------------------------------------------------------------------- what is noted


def test_topic_and_mark_are_kept_for_staff_and_in_the_copy_and_told_no_visitor(talk: Talk) -> None:
    site = talk.services.sites.current("demo")
    assert site is not None
    topics = (Topic(key="warranty", words={"fi": "Takuu"}),)
    talk.services.sites.put(Site(key="demo", company="Demo Oy", origins=plain(site).origins, topics=topics))
    talk.desk.cloud.clock.advance(600)
    conversation = talk.close(topic="warranty", guidance="unclear")

    assert (conversation.closed_topic, conversation.guidance) == ("warranty", "unclear")
    to_agent = talking.history(talk.services, talk.agent, conversation, 0).facts
    assert (to_agent.closed_topic, to_agent.guidance) == ("warranty", "unclear")
    to_visitor = talking.history(talk.services, talk.visitor, conversation, 0).facts
    assert (to_visitor.closed_topic, to_visitor.guidance) == (None, None)
    copy = data_rights.copy(talk.services, talk.visitor, conversation)
    assert (copy.closed_topic, copy.guidance) == ("warranty", "unclear")
    page = data_rights.page(talk.services, talk.visitor, conversation, "fi")
    assert "Aihe asiakaspalvelijan mukaan: Takuu" in page
    assert "Asiakaspalvelija merkitsi, että ohjeemme on epäselvä" in page


def test_a_topic_that_the_site_has_not_any_more_says_nothing(talk: Talk) -> None:
    assert talk.close(topic="gone-by-now").closed_topic is None


def test_something_else_is_kept(talk: Talk) -> None:
    assert talk.close(topic="_other").closed_topic == "_other"


def test_closing_again_changes_nothing_that_was_noted(talk: Talk) -> None:
    talk.close(guidance="missing")

    assert talk.close(guidance="wrong", topic="_other").guidance == "missing"
    assert talk.stored.closed_topic is None
