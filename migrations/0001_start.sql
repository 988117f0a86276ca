-- The beginning.  What SQLite and PostgreSQL both read: bigint, smallint, text,
-- bytea, check.  Instants are seconds since 1970 UTC; 0 means "not known".

-- A row says: the program or its operator remembers this under that name.
create table setting (
    name  text primary key,
    value text not null
);

-- A table that an operator brought, whole: the official communes.
create table asset (
    name    text primary key,
    made_at bigint not null,
    bytes   bytea  not null
);

-- Facts, in the order they became true.
create table fact (
    id      bigint primary key,
    kind    text   not null,
    subject bigint not null,
    at      bigint not null
);

-- A row says: this must be done at due_at; done_at tells when it was.
create table job (
    id         bigint primary key,
    kind       text   not null,
    subject    bigint not null,
    due_at     bigint not null,
    tries      bigint not null default 0,
    last_error text   not null default '',
    done_at    bigint not null default 0
);
create index job_due on job (due_at) where done_at = 0;
create unique index job_once on job (kind, subject) where done_at = 0;

-- What cafés are about.  Themes are data: no page names one by itself.
create table theme (
    number     bigint primary key,
    code       text   not null unique,
    name_fr    text   not null,
    name_en    text   not null,
    cafe_fr    text   not null, -- what such a café is called
    cafe_en    text   not null,
    tagline_fr text   not null,
    tagline_en text   not null,
    what_fr    text   not null, -- three sentences, one a line
    what_en    text   not null
);

-- Dates that follow a rule; each date is an event of its own.
create table series (
    id         bigint primary key,
    title      text   not null,
    slug       text   not null,
    body       text   not null,
    rule       text   not null, -- RRULE of RFC 5545, without its name
    zone       text   not null, -- IANA
    starts_at  bigint not null,
    ends_at    bigint not null, -- of the first date
    except_at  text   not null default '', -- instants left out, by commas
    known_until bigint not null default 0, -- dates are made up to here
    sequence   bigint not null default 0,
    made_at    bigint not null,
    changed_at bigint not null
);

-- A rencontre: café, training, gathering...  Never deleted once published.
create table event (
    id            bigint   primary key,
    state         smallint not null,
    kind          smallint not null,
    mode          smallint not null,
    audience      smallint not null,
    theme         bigint   not null references theme (number),
    title         text     not null,
    slug          text     not null,
    summary       text     not null default '',
    body          text     not null default '',
    starts_at     bigint   not null,
    ends_at       bigint   not null,           -- 0: not said
    until_at      bigint   not null,           -- when it is over for sure
    hour_known    smallint not null,
    zone          text     not null,
    previous_at   bigint   not null default 0, -- postponed: when it was to be
    commune       text     not null default '', -- INSEE code
    commune_name  text     not null default '',
    department    text     not null default '',
    postal        text     not null default '',
    lat           double precision not null default 0,
    lon           double precision not null default 0,
    point         smallint not null default 0, -- 0 none, 1 exact, 2 the commune's, 3 about right
    venue         text     not null default '',
    address       text     not null default '',
    address_extra text     not null default '',
    venue_kind    text     not null default '', -- typologie of the national standard
    venue_site    text     not null default '',
    acceslibre    text     not null default '', -- fiche_acces_libre of the same
    access        bigint   not null default 0,  -- bits, see event.h
    access_note   text     not null default '',
    directions    text     not null default '',
    online_url    text     not null default '', -- never public
    signup_url    text     not null default '',
    contact       text     not null default '',
    audience_note text     not null default '',
    capacity      bigint   not null default 0,  -- 0: not said
    organizers    text     not null default '', -- their names, for lists and search
    parent_id     bigint   references event (id),
    series_id     bigint   references series (id),
    series_at     bigint   not null default 0,  -- which date of the series
    lang          text     not null default 'fr',
    source        text     not null default '', -- 'web', 'csv', 'ics', 'openagenda', 'sample'...
    external_id   text,                         -- of the source; makes imports repeatable
    edit_hash     text     not null default '', -- of the secret in the edit link
    form_token    text,                         -- of the form that declared it: counts once
    demo          smallint not null default 0,
    sequence      bigint   not null default 0,  -- RFC 5545
    made_at       bigint   not null,
    changed_at    bigint   not null,
    published_at  bigint   not null default 0
);
create unique index event_external on event (external_id) where external_id is not null;
create unique index event_form on event (form_token) where form_token is not null;
create unique index event_of_series on event (series_id, series_at) where series_id is not null;
create index event_day on event (starts_at);
create index event_state on event (state, starts_at);
create index event_parent on event (parent_id) where parent_id is not null;

-- Who holds it, supports it, animates it.
create table event_party (
    event_id bigint   not null references event (id),
    role     smallint not null, -- 0 organizer, 1 supporter, 2 facilitator
    place    bigint   not null, -- in the list
    name     text     not null,
    url      text     not null default '',
    primary key (event_id, role, place)
);

-- Each change of state keeps its reason and its date.
create table event_change (
    event_id bigint   not null references event (id),
    number   bigint   not null, -- 1, 2, 3... of this event
    at       bigint   not null,
    was      smallint not null,
    becomes  smallint not null,
    reason   text     not null default '',
    who      text     not null default '', -- a role: 'organizer', 'moderator', 'import'
    primary key (event_id, number)
);

-- The search index.  A published, public event stands on several shelves: all,
-- its kind, its theme, its mode, its cells of the map at three sizes.  A row
-- is one day of it; a shelf is read in order of date and never further than
-- needed.  See docs/decisions.
-- x, y, z: metres from the centre of the Earth; 0, 0, 0: nowhere.
-- sqlite only
create table shelf (
    shelf    bigint not null,
    at       bigint not null, -- the beginning, or the midnight of a following day
    slot     bigint not null, -- 0, 1, 2... of the same instant
    event_id bigint not null,
    since    bigint not null, -- the at of the day before; 0 on the first
    until_at bigint not null,
    facets   bigint not null, -- kind, mode, audience, theme as bits
    x bigint not null, y bigint not null, z bigint not null,
    primary key (shelf, at, slot)
) without rowid;
-- postgres only
create table shelf (
    shelf    bigint not null,
    at       bigint not null,
    slot     bigint not null,
    event_id bigint not null,
    since    bigint not null,
    until_at bigint not null,
    facets   bigint not null,
    x bigint not null, y bigint not null, z bigint not null,
    primary key (shelf, at, slot)
);
-- both
create index shelf_event on shelf (event_id, at, slot) where shelf = 0;

-- The territories that have ever had one: their shelves, for the map.
create table area (
    shelf bigint primary key,
    code  text   not null -- of a département; '' online
);

-- The words of each row of shelf 0, under at * 2^24 + slot.  Which row has a
-- word is kept, not where in the row; and the same for beginnings of words, so
-- that a walk along one of them starts at once, however many rows have it.
-- What comes is folded: all but spaces belongs to words, whatever the tables of
-- the tokenizer, else two parts of one word would be a phrase, which it refuses.
-- sqlite only
create virtual table shelf_words using fts5 (words, tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* P* S* C*'", prefix = '2 3 4 5 6 7 8', detail = none);
-- postgres only
create table shelf_words (
    at_slot bigint primary key,
    words   text not null,
    vector  tsvector generated always as (to_tsvector('simple', words)) stored
);
create index shelf_words_vector on shelf_words using gin (vector);
-- both

-- What was known of a commune is in the gazetteer; themes come with the program.
insert into theme (number, code, name_fr, name_en, cafe_fr, cafe_en, tagline_fr, tagline_en, what_fr, what_en) values
(1, 'ia', 'intelligence artificielle', 'artificial intelligence', 'Café IA', 'Café IA',
 'Un moment simple, autour d’un café, pour parler d’intelligence artificielle.',
 'A simple moment, over coffee, to talk about artificial intelligence.',
 'Un Café IA réunit de 6 à 15 personnes pendant une heure environ.
On y apprend, on essaie, on débat de l’intelligence artificielle, et chacun décide de ses usages.
Nul besoin d’être expert, ni même d’avoir un ordinateur.',
 'A Café IA brings together 6 to 15 people for about an hour.
People learn, try things out and debate artificial intelligence, and each decides how to use it, or not.
No need to be an expert, nor even to own a computer.'),
(2, 'parentalite', 'parentalité numérique', 'digital parenting', 'Café des parents numériques', 'Digital parents’ café',
 'Un moment simple, entre parents, pour parler des écrans et du numérique.',
 'A simple moment, among parents, to talk about screens and digital life.',
 'Un café des parents numériques réunit de 6 à 15 personnes pendant une heure environ.
On y partage ses questions et ses trouvailles sur les écrans, les jeux et les réseaux.
On en repart avec des idées à essayer à la maison.',
 'A digital parents’ café brings together 6 to 15 people for about an hour.
People share their questions and findings about screens, games and social networks.
They leave with ideas to try at home.'),
(3, 'cyber', 'sécurité numérique', 'digital safety', 'Café du numérique serein', 'Safe digital café',
 'Un moment simple pour apprendre à déjouer les pièges du numérique.',
 'A simple moment to learn how to avoid digital traps.',
 'Un café du numérique serein réunit de 6 à 15 personnes pendant une heure environ.
On y parle des arnaques, des mots de passe et de ce qui nous inquiète en ligne.
On en repart avec quelques réflexes simples.',
 'A safe digital café brings together 6 to 15 people for about an hour.
People talk about scams, passwords and what worries them online.
They leave with a few simple habits.');
