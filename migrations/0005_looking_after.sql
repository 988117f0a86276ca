-- Moderation: what was asked, reported, answered.

-- A row says: a moderator asked who declared this café for a change.
create table review_question (
    id          bigint primary key,
    event_id    bigint not null references event (id) on delete cascade,
    account_id  bigint not null,               -- who asks; 0: the command line
    at          bigint not null,
    body        text   not null,
    secret_hash text   not null,               -- of the answer link
    answer      text   not null default '',
    answered_at bigint not null default 0
);
create index review_question_event on review_question (event_id, id);

-- A row says: somebody thinks that this published café should not be here.
create table report (
    id          bigint   primary key,
    event_id    bigint   not null references event (id) on delete cascade,
    at          bigint   not null,
    reason      smallint not null,             -- see moderation.h
    body        text     not null default '',
    mail        text     not null default '',  -- of who reports; optional
    lang        text     not null default 'fr',
    state       smallint not null default 0,   -- open, kept, acted upon
    secret_hash text     not null,             -- of the answer link of the person concerned
    answer      text     not null default '',
    answered_at bigint   not null default 0,
    decision    text     not null default '',
    decided_by  bigint   not null default 0,
    decided_at  bigint   not null default 0
);
create index report_open on report (state, at);
create index report_event on report (event_id, id);

-- Who changed what: account 0 is nobody who has signed in; an edit has the
-- state twice, and the sequence that calendars see.
alter table event_change add column account_id bigint not null default 0;
alter table event_change add column sequence bigint not null default 0;

-- Changed by its organiser since somebody looked at it; 0: no.
alter table event add column unread_at bigint not null default 0;
create index event_unread on event (unread_at, id) where unread_at > 0;
create index event_proposed on event (id) where state = 1;
