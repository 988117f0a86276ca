-- What people were told: of a café that changed, of the next ones near them.

-- A row says: who signed up for this café knows, or is being told, that it is
-- then and there.  One for each sequence that calendars may see.
create table told (
    event_id   bigint   not null references event (id) on delete cascade,
    sequence   bigint   not null,
    state      smallint not null,
    starts_at  bigint   not null,
    ends_at    bigint   not null,
    hour_known smallint not null,
    place      text     not null,
    made_at    bigint   not null,
    after      bigint   not null default 0, -- those up to this sign-up have their letter
    done_at    bigint   not null default 0,
    primary key (event_id, sequence)
);

-- A row says: this café is near that watch; told_at tells when it was said.
create table watch_find (
    watch_id bigint not null references watch (id) on delete cascade,
    event_id bigint not null references event (id) on delete cascade,
    found_at bigint not null,
    told_at  bigint not null default 0,
    primary key (watch_id, event_id)
);
create index watch_find_new on watch_find (watch_id) where told_at = 0;
create index watch_find_event on watch_find (event_id);
-- Those who never confirmed are forgotten in time.
create index watch_unconfirmed on watch (made_at) where confirmed_at = 0;
