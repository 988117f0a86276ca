-- Who signs in, and what they may do.

-- A row says: whoever reads the letters of this address may sign in.
create table account (
    id          bigint primary key,
    mail        text   not null unique,      -- as account_mail folds it
    name        text   not null default '',
    lang        text   not null default 'fr',
    made_at     bigint not null,
    seen_at     bigint not null,             -- to the day
    factor      text   not null default '',  -- the second factor's secret, sealed; '': none
    factor_at   bigint not null default 0,   -- when it was proven the first time
    factor_step bigint not null default 0,   -- the last code taken: never twice
    tries       bigint not null default 0,   -- of the second factor, since tried_at
    tried_at    bigint not null default 0,
    subject     text                         -- of OpenID Connect: "issuer subject"
);
create unique index account_subject on account (subject) where subject is not null;

create table recovery_code (
    account_id bigint not null references account (id),
    hash       text   not null,              -- slow: see seal/box.h
    used_at    bigint not null default 0,
    primary key (account_id, hash)
);

-- A row says: the browser with this secret is that account.
create table session (
    hash       text   primary key,           -- keyed: of the cookie
    id         bigint not null unique,       -- its name in the list
    account_id bigint not null references account (id),
    made_at    bigint not null,
    seen_at    bigint not null,              -- to some minutes
    proven_at  bigint not null default 0,    -- with the second factor
    id_token   text   not null default '',   -- of OpenID Connect, to sign out there
    agent      text   not null default ''    -- "Firefox, Android"
);
create index session_account on session (account_id);

-- A row says: somebody asked to sign in with this address, from that browser.
create table sign_in (
    hash         text   primary key,         -- keyed: of the link's secret
    browser_hash text   not null,            -- of the cookie of who asked
    code_hash    text   not null,
    mail         text   not null,
    next         text   not null default '', -- where they were going
    lang         text   not null default 'fr',
    made_at      bigint not null,
    tries        bigint not null default 0,
    used_at      bigint not null default 0
);
create index sign_in_browser on sign_in (browser_hash);
create index sign_in_made on sign_in (made_at);

-- A row says: until then, this account has that role there.
create table role (
    id         bigint   primary key,
    account_id bigint   not null references account (id),
    role       smallint not null,            -- see account.h
    scope      smallint not null,
    code       text     not null default '', -- INSEE code, name of an organisation, id of a café
    name       text     not null default '', -- of an organisation, as it was typed: to be shown
    made_at    bigint   not null,
    until_at   bigint   not null,            -- 0: no end
    given_by   bigint   not null default 0   -- account; 0: the command line
);
create unique index role_once on role (account_id, role, scope, code);

-- Who did what: no content, no address.
create table deed (
    id         bigint primary key,
    at         bigint not null,
    account_id bigint not null default 0,    -- 0: nobody who has signed in
    act        text   not null,              -- "sign-in", "export", "role.give", "moderate.publish"
    subject    bigint not null default 0
);
create index deed_account on deed (account_id, id);
create index deed_subject on deed (subject, id);

-- A restored backup must not bring back who was erased: hashes, replayed.
create table erasure (
    hash text   primary key,
    at   bigint not null
);
