-- People come: seats, waiting lists, reminders, who came.

-- Who declared it; how one signs up; when people are reminded.
alter table event add column owner_id bigint not null default 0;       -- account; 0: nobody yet
alter table event add column owner_mail text not null default '';      -- never public: letters, claim
alter table event add column signup smallint not null default 0;       -- EventSignup
alter table event add column confirm_mail smallint not null default 0; -- a seat counts once confirmed
alter table event add column remind text not null default '7,1';       -- days before, by commas
create index event_owner on event (owner_id, starts_at) where owner_id <> 0;
create index event_owner_mail on event (owner_mail) where owner_mail <> '';

-- A row says: this café has so many seats, and so many are taken.  The check
-- is the last word: no sequence of units oversells.
create table seat_book (
    event_id  bigint primary key references event (id) on delete cascade,
    seats     bigint not null,               -- capacity, and overbooking the organiser accepted
    confirmed bigint not null default 0,
    offered   bigint not null default 0,     -- held for somebody, until an instant
    waiting   bigint not null default 0,     -- people, not seats
    check (confirmed >= 0 and offered >= 0 and waiting >= 0),
    check (confirmed + offered <= seats)
);
create index seat_book_waiting on seat_book (event_id) where waiting > 0;

-- A row says: a party wants to come.  Erased 30 days after the café.
create table signup (
    id            bigint   primary key,
    event_id      bigint   not null references event (id) on delete cascade,
    state         smallint not null,            -- see signup.h
    seats         bigint   not null,            -- how many people
    name          text     not null,            -- first name or pseudonym
    mail          text     not null default '',
    mail_hash     text     not null default '', -- keyed
    lang          text     not null default 'fr',
    relay         smallint not null default 0,  -- signs up others, receives everything for them
    fewer         smallint not null default 0,  -- a smaller number of seats is welcome too
    quiet         smallint not null default 0,  -- wants no messages of the organiser
    needs         text     not null default '', -- of access; erased two days after
    expects       text     not null default '', -- what brings you?
    secret_hash   text     not null,            -- of the private page
    code          text     not null,            -- short, on the slip
    form_token    text     not null unique,     -- the same form counts once
    rank_at       bigint   not null,            -- place in the waiting list: id order
    skipped       bigint   not null default 0,  -- too large for what was free
    offered_until bigint   not null default 0,
    made_at       bigint   not null,
    changed_at    bigint   not null,
    source        text     not null default 'web' -- 'web', 'door'
);
create index signup_event on signup (event_id, state, rank_at, id);
create unique index signup_code on signup (event_id, code);
create index signup_mail on signup (mail_hash, event_id) where mail_hash <> '';
create index signup_lapse on signup (offered_until) where offered_until > 0;

-- One row a person of a party.
create table guest (
    signup_id bigint   not null references signup (id) on delete cascade,
    number    bigint   not null,               -- 1, 2, 3... of the party
    name      text     not null default '',    -- empty: "with Amina"
    came      smallint not null default 0,     -- 0 not said, 1 came, 2 did not
    primary key (signup_id, number)
);

-- Wrong codes typed for a name, so that nobody finds one by trying.  Erased
-- within two hours.
create table wrong_code (
    event_id  bigint not null references event (id) on delete cascade,
    name_hash text   not null,                 -- keyed
    hour      bigint not null,                 -- since 1970
    tries     bigint not null,
    primary key (event_id, name_hash, hour)
);

-- The ledger: every move of seats, never changed, nobody's name.
create table seat_move (
    event_id  bigint   not null references event (id) on delete cascade,
    number    bigint   not null,               -- 1, 2, 3... of this event
    at        bigint   not null,
    signup_id bigint   not null,
    seats     bigint   not null,
    was       smallint not null,
    becomes   smallint not null,
    who       text     not null default '',
    primary key (event_id, number)
);

-- A row says: who has a seat then is reminded at due_at.
create table reminder (
    event_id  bigint not null references event (id) on delete cascade,
    days      bigint not null,
    starts_at bigint not null,                 -- for which date it was planned
    due_at    bigint not null,
    after     bigint not null default 0,       -- those up to this sign-up have their letter
    done_at   bigint not null default 0,
    primary key (event_id, days, starts_at)
);
create index reminder_due on reminder (due_at) where done_at = 0;

-- Head-counts stay when names are gone.
create table attendance (
    event_id   bigint primary key references event (id) on delete cascade,
    owner_id   bigint not null default 0,
    seats      bigint not null default 0,      -- confirmed when it began
    came       bigint not null default 0,      -- of these
    walk_in    bigint not null default 0,      -- and others
    counted_at bigint not null
);
create index attendance_owner on attendance (owner_id, counted_at);

-- "Tell me about the next one here", without an account.
create table watch (
    id           bigint primary key,
    mail         text   not null,
    mail_hash    text   not null,
    lang         text   not null default 'fr',
    commune      text   not null default '',   -- INSEE code; empty: online ones
    radius_km    bigint not null default 0,
    theme        bigint not null default 0,    -- 0: any
    secret_hash  text   not null,
    made_at      bigint not null,
    confirmed_at bigint not null default 0,    -- double opt-in: nothing is sent before
    told_at      bigint not null default 0
);
create unique index watch_once on watch (mail_hash, commune, theme);
create index watch_commune on watch (commune) where confirmed_at > 0;

-- What an organiser wrote to those who come: limited, logged.
create table message (
    id         bigint primary key,
    event_id   bigint not null references event (id) on delete cascade,
    account_id bigint not null,
    at         bigint not null,
    title      text   not null,
    body       text   not null,
    reply_to   text   not null default '',     -- where answers go, when the organiser says so
    people     bigint not null,                -- how many have an address, when it was sent
    after      bigint not null default 0,      -- those up to this sign-up have their letter
    done_at    bigint not null default 0,
    form_token text   not null unique          -- the same form counts once
);
create index message_event on message (event_id, id);

-- A row says: somebody came without having signed up.  Erased with the names.
create table walk_in (
    id         bigint primary key,
    event_id   bigint not null references event (id) on delete cascade,
    name       text   not null default '',
    form_token text   not null unique,         -- the same tap counts once
    made_at    bigint not null
);
create index walk_in_event on walk_in (event_id, id);
