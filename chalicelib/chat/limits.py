"""Every limit of the product in one table, tested at n and n + 1.

"Character" is a Unicode code point after NFC. Durations are whole seconds. A site may set a few of them for itself
(`Site.limits_over`); the code asks a `Limits` value and never a number.
"""

from typing import NamedTuple

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one message, person, conversation or network may use."""

    message_characters: int = 2_000
    frame_bytes: int = 16 * 1024
    json_depth: int = 5
    messages_a_minute: int = 20
    messages_in_a_burst: int = 5
    burst_seconds: int = 3
    messages_a_conversation: int = 2_000
    text_bytes_a_conversation: int = 1024 * 1024
    """Of its messages, in UTF-8: whoever has filled it begins another."""
    messages_left_told: int = 50
    """From so many messages before the end both sides are told how many there still are."""
    text_bytes_left_told: int = 50 * 1024
    visitor_sockets: int = 3
    unjoined_sockets: int = 3
    agent_sockets: int = 5
    tickets_a_minute: int = 10
    ticket_seconds: int = 30
    conversations_an_hour: int = 5
    """By a network prefix without more ado."""
    check_seconds: int = 20
    """So long whoever is checked waits at least: offices and mobile carriers share addresses."""
    check_seconds_most: int = 60
    check_bits: int = 14
    """Some ten thousand digests on average: a second or two of a phone's time."""
    check_bits_most: int = 17
    """A hundred thousand: ten seconds or twenty."""
    check_step: int = 5
    """With so many more within an hour a check becomes one bit harder, and `check_step_seconds` longer."""
    check_step_seconds: int = 10
    check_lasts_seconds: int = 600
    abuse_marked_seconds: int = 3 * 3600
    """So long after a conversation was ended for abuse each start of its network does the least check, until the day (UTC) ends."""
    unanswered_a_network: int = 40
    """So many conversations of a network prefix may wait for their first answer at once."""
    unanswered_again_seconds: int = 60
    starts_a_minute: int = 20
    """Of one conversation, in the memory of one process: how often its first message is repeated."""
    push_bytes: int = 96 * 1024
    """Of a frame to a browser, encoded: a history has as many entries as fit. API Gateway refuses 128 KB."""
    answer_bytes: int = 4 * 1024 * 1024
    settings_bytes: int = 96 * 1024
    """Of settings as they are sent: more than a site that is full of everything."""
    notice_bytes: int = 192 * 1024
    """Of the privacy notice's rows as they are sent: more than rows that are full of everything."""
    notice_versions_listed: int = 500
    """Of the privacy notice, the newest; every one is kept, and has its address."""
    sites_a_stage: int = 100
    """Of those that the console makes. Two who make one at the same moment may pass it, and files that are registered count, but are not held to it:
    more are read in more calls."""
    shared_answers: int = 300
    """Canned answers that all share."""
    shared_answers_bytes: int = 288 * 1024
    """Of them all, as they are kept: in one item, of which DynamoDB takes 400 KB."""
    own_answers: int = 100
    """Canned answers of one person's own."""
    own_answers_bytes: int = 64 * 1024
    answer_key_characters: int = 24
    answer_title_characters: int = 80
    answers_file_bytes: int = 512 * 1024
    """Of a file of canned answers, and of a request that brings one."""
    mistakes_told: int = 50
    """Of settings that are refused, the first."""
    versions_listed: int = 20
    """Of a site's settings; older ones are kept until their time is over."""
    """Of an answer over HTTPS, as Lambda's runtime writes it. Lambda refuses 6 MB."""
    conversation_seconds: int = 24 * 3600
    erased_seconds: int = 24 * 3600
    """So long a key starts nothing more once its conversation was erased: a late repetition would bring it back."""
    idle_seconds: int = 30 * 60
    """After so long of the visitor's silence since an agent spoke last, the conversation is closed."""
    idle_warning_seconds: int = 4 * 60
    """So long before that the visitor is warned; looked at once a minute."""
    idle_notice_seconds: int = 2 * 60
    """Nobody is closed out sooner than this after the warning."""
    answer_notice_seconds: int = 2 * 60
    """No conversation goes back to the queue for want of an answer sooner than this after its agent was reminded."""
    answering_seconds: int = 90
    """Whoever was reminded and has typed within so long keeps it: the answer is under way."""
    taken_up_seconds: int = 2 * 60
    """A colleague to whom a conversation was passed on reads it within so long, or it goes back to whoever passed it on."""
    holds_an_hour: int = 20
    """Of a conversation: how often its agent may say anew that they are checking something."""
    corrections_a_conversation: int = 20
    hides_a_conversation: int = 100
    notes_a_conversation: int = 100
    """Those that were taken back count: their places stay."""
    rights_failures_an_hour: int = 20
    """How often a network prefix may show a reference with a wrong code; the right one is always heard."""
    copies_an_hour: int = 10
    """Of a conversation, for whoever has its key or code."""
    readings_an_hour: int = 10
    """Of a conversation: how often may be asked who has read it."""
    withdrawals_an_hour: int = 10
    """Of an objection to a conversation's use. Objecting itself is never refused."""
    names_an_hour: int = 10
    """How often the visitor of a conversation may take another name."""
    refusals_an_hour: int = 60
    """How often it is recorded that a member of staff was refused a conversation: no more than one looks for by hand."""
    accesses_an_hour: int = 60
    """How often a member of staff may ask who has opened conversations: each time is a record itself."""
    name_characters: int = 60
    left_alert_again_seconds: int = 4 * 3600
    """So long after it was told outside the console that left questions wait, it is told again."""
    phone_after_seconds: int = 60
    """After so long that nobody takes whoever waits, phones in pockets are called."""
    phone_again_seconds: int = 300
    """So long after that they are called again; nobody is sooner, however many wait."""
    phones_a_person: int = 5
    phone_days: int = 180
    """So long a phone is called, unless it is given again."""
    phone_tests_an_hour: int = 10
    typing_seconds: int = 3
    """A sender's "is typing" is passed on at most this often; what comes sooner is dropped without a word."""
    joins_a_minute: int = 60
    """Of one conversation on one socket: a whole one is caught up with in some twenty."""
    frames_a_minute: int = 240
    """On one socket, in the memory of one process; then it is closed."""
    visitor_requests_a_minute: int = 240
    """With one key, in the memory of one process: a browser without sockets polls each second at most."""
    staff_requests_a_minute: int = 1_200
    """With one session, likewise, for each conversation at once."""
    socket_seconds: int = 2 * 3600 + 600
    """What is older is no socket any more: API Gateway cuts each after two hours, and promises to tell of none."""
    agent_beat_seconds: int = 55
    """How often the console gives a sign of life: less than the minute between which a hidden page may run its timers."""
    agent_noted_seconds: int = 30
    """A frame that is no ping is noted as a sign of life at most so often, by one process: with a beat after it that is
    lost, and one more, an agent is still there."""
    agent_away_seconds: int = 150
    """After so long without one the agent's conversations go back to the queue."""
    visitor_seen_seconds: int = 60
    """A visitor's sign of life is noted at most this often."""
    visitor_here_seconds: int = 90
    """A visitor without sockets is here for so long after a noted poll: noted once a minute, polled every 10 s at most."""
    visitor_gone_seconds: int = 20
    """Whoever waits without a line to us, and has given no sign of life for so long, is gone: a page that follows another is
    there sooner."""
    first_line_characters: int = 120
    desk_rows: int = 100
    invited_a_conversation: int = 3
    """So many colleagues read and write along at once."""
    let_in_a_conversation: int = 12
    """So many may read it besides whoever has it, on whatever grounds."""
    supervising_seconds: int = 3600
    """So long a supervisor looks in before they say again what for."""
    """So many of those who wait the desk shows, the oldest; so many left questions, and so many of the agent's own."""
    closed_rows: int = 20
    """So many of the conversations that an agent has closed the desk shows, the newest."""
    closed_listed_seconds: int = 7 * 24 * 3600
    """So long after its end a conversation stands on the desk of whoever had it."""
    history_at_once: int = 100
    """So many of what an agent had are read in one go, of what was closed longer ago, too."""
    history_rows: int = 50
    """When so many were found, no more are looked for: what was read with them is shown, too."""
    history_looked_at: int = 400
    """For a page of what is narrowed by what no index has."""
    history_pages_a_minute: int = 30
    found_an_hour: int = 60
    """How often a member of staff may ask for a conversation by its reference: each time is a record itself."""
    opened_again_seconds: int = 3600
    """So long somebody reads what they have said a purpose for, or broken the glass to."""
    purposes_an_hour: int = 60
    glass_an_hour: int = 10
    """How often a member of staff may break the glass: more than an honest hour has."""
    written_reason_least: int = 10
    """So many characters a reason has that says anything."""
    written_reason_characters: int = 300
    open_counted: int = 20
    """Of a colleague who has more conversations open than this, no more are counted: it is read in one piece."""
    access_rows: int = 1_000
    """Of the access log in an answer, and whatever was recorded in the millisecond of its oldest: some 200 KB, and more than
    nearly every conversation will ever have."""
    looked_at_people: int = 25
    """So many people's records are looked at in one answer for what is worth a look."""
    looked_at_seconds: int = 8
    """After so long no more people's are begun: the answer has to come within API Gateway's 29."""
    places_counted: int = 20
    """Whoever has more before them than this is told just that. They also learn of it at once when they move up."""

    session_idle_seconds: int = 30 * 60
    session_seconds: int = 12 * 3600
    password_characters: int = 15
    sign_in_delay_seconds: int = 1
    sign_in_delay_longest_seconds: int = 60
    sign_in_failures_a_name: int = 4
    """So many failures of browsers that nobody knows are let through to Cognito, which locks an account from the fifth on."""
    sign_in_quiet_seconds: int = 16 * 60
    """Then none for so long: Cognito forgets after 15 minutes without an attempt."""
    sign_in_failures_a_network_and_name: int = 3
    sign_in_kept_places: int = 3
    """So many of the next ones are kept for networks that came too late and had not failed."""
    sign_in_place_kept_seconds: int = 5 * 60
    sign_in_waiting_networks: int = 12
    sign_in_failures_a_network: int = 20
    """An hour, over all user names, of browsers that nobody knows."""
    known_browser_seconds: int = 90 * 24 * 3600
    """So long after its last sign-in a browser is known."""
    known_browser_failures: int = 10
    """After so many failures in a row it is known no more."""
    own_failures: int = 4
    """After so many failures in a row to prove who one is on one's own page, that session ends: Cognito locks at the fifth."""

    access_record_covers_seconds: int = 10 * 60

    code_digits: int = 6
    code_seconds: int = 10 * 60
    code_tries: int = 5
    code_waits_seconds: int = 15 * 60
    """So long a code waits for a mail service that takes none; then its order has failed."""
    transcript_waits_seconds: int = 24 * 3600
    """So long a proved order waits: SES's daily quota is of the last 24 hours."""
    codes_a_conversation: int = 3
    transcripts_a_conversation: int = 2
    transcripts_an_address_a_day: int = 3
    transcripts_a_network_an_hour: int = 5
    transcripts_a_site_a_day: int = 100
    bounce_share: float = 0.02
    complaint_share: float = 0.0005
    """More of a week's mails may not come back, or be called junk: then no mail can be ordered for a while."""
    bounces_that_count: int = 10
    complaints_that_count: int = 3
    """Fewer say nothing, and let nobody who orders to wrong addresses stop everybody else's mail in an hour."""
    mail_pause_seconds: int = 24 * 3600


class Bounds(NamedTuple):
    """From which to which number something may be set."""

    least: int
    most: int


class SiteLimits(msgspec.Struct, frozen=True, kw_only=True):
    """How much of its own a company may give its site; `chat/site_mistakes.py` holds it to that."""

    company_characters: int = 80
    origins: int = 20
    origin_characters: int = 300
    colour_characters: int = 100
    ranges: int = 6
    """Of one day."""
    dates: int = 100
    greeting_characters: int = 200
    launcher_characters: int = 24
    address_characters: int = 500
    contacts: int = 5
    contact_characters: int = 120
    contact_words_characters: int = 40
    topics_least: int = 3
    topics: int = 6
    topic_characters: int = 40
    day_notices: int = 10
    day_notice_characters: int = 200
    svg_bytes: int = 8 * 1024
    png_bytes: int = 16 * 1024
    transcripts_a_site_a_day: Bounds = Bounds(10, 1_000)
    conversations_an_hour: Bounds = Bounds(5, 200)
    """More than the least are for companies whose customers share a network: a school, a hospital."""
    unanswered_a_network: Bounds = Bounds(40, 400)


class StageLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What may be set for the whole service; `chat/stage_mistakes.py` holds it to that."""

    networks_a_role: int = 50
    told: int = 5
    told_after_minutes: Bounds = Bounds(15, 24 * 60)
    left_question_days: Bounds = Bounds(1, 7)
    remind_after_minutes: Bounds = Bounds(1, 60)
    return_after_minutes: Bounds = Bounds(2, 240)
    veiled_a_language: int = 150
    veiled_characters: int = 40


LIMITS = Limits()
SITE_LIMITS = SiteLimits()
STAGE_LIMITS = StageLimits()
