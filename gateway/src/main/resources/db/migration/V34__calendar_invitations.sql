-- The letters with calendar entries by which people are told of hearings. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

-- A recipient in each row: one who gets another address is another one. hearing_id and party refer to what may be gone by now.
create table calendar_invitations (
    -- UID of the calendar entry, too
    id varchar(36) primary key,
    hearing_id varchar(36) not null,
    party varchar(64) not null,
    name varchar not null,
    email varchar(254) not null,
    language varchar(2) not null,
    -- the last letter that the mail server took; none before the first
    method varchar(8) check (method in ('REQUEST', 'CANCEL')),
    sequence_number int,
    begins timestamp with time zone,
    ends timestamp with time zone,
    title varchar,
    place varchar,
    told_at timestamp with time zone,
    -- the latest of the recipient's; none before the first
    answer varchar(9) check (answer in ('ACCEPTED', 'TENTATIVE', 'DECLINED')),
    answered_at timestamp with time zone,
    answered_sequence int,
    -- counts what may have to be told, and the last of it that was
    change_number bigint not null,
    settled_number bigint not null,
    -- when it is looked at whether something has to be told
    look_at timestamp with time zone not null,
    unique (hearing_id, party, email)
);

create index calendar_invitations_by_time on calendar_invitations (begins);
create index calendar_invitations_by_look on calendar_invitations (look_at);
