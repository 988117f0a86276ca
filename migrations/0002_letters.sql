-- Letters that wait, go, and have gone: the outbox.

-- A row says: this letter is owed to somebody.  Written in the transaction
-- that makes it owed; one for each (reason, subject, addressee, occasion).
create table letter (
    id           bigint   primary key,
    reason       smallint not null,            -- see post.h
    subject      bigint   not null,            -- what it is about: a sign-up, a café...
    occasion     bigint   not null default 0,  -- which time: the instant reminded of, a sequence
    address_hash text     not null,            -- keyed: of the addressee
    state        smallint not null default 0,  -- see post.h
    due_at       bigint   not null,
    urgency      smallint not null default 0,  -- the smaller goes first
    trust        smallint not null default 0,  -- in who caused it, see post.h: some are limited
    lang         text     not null,
    address      text     not null,            -- erased with the body
    name         text     not null default '', -- erased with the body
    title        text     not null,            -- erased with the body
    body_text    text     not null,
    body_html    text     not null default '',
    calendar     text     not null default '', -- an iCalendar object
    method       smallint not null default 0,  -- of the calendar: IcsMethod
    unsubscribe  text     not null default '', -- address of List-Unsubscribe
    reply_to     text     not null default '', -- where answers go, when not to us; erased with the body
    until_at     bigint   not null default 0,  -- of no use afterwards: it doesn't leave; 0: for ever
    tries        bigint   not null default 0,
    last_error   text     not null default '',
    taken_at     bigint   not null default 0,  -- handed to a courier
    sent_at      bigint   not null default 0,
    made_at      bigint   not null
);
create unique index letter_once on letter (reason, subject, address_hash, occasion);
create index letter_due on letter (urgency, due_at, id) where state = 0;
create index letter_state on letter (state, id);
create index letter_address on letter (address_hash, made_at);
create index letter_made on letter (made_at);
create index letter_until on letter (state, until_at) where until_at > 0;
-- What limits letters that anybody may cause; sign-in letters (reason 0) apart.
create index letter_sign_in on letter (address_hash, made_at) where reason = 0 and trust > 0;
create index letter_sign_in_trust on letter (trust, made_at) where reason = 0;
create index letter_pace on letter (address_hash, due_at) where reason > 0 and trust > 0;
create index letter_pace_stranger on letter (due_at) where reason > 0 and trust = 2;
