-- Rooms, devices and people that are booked for hearings. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

-- hearing_id refers to hearings, but not by a constraint: see participants.
create table bookings (
    id varchar(36) primary key,
    hearing_id varchar(36) not null,
    begins timestamp with time zone not null,
    ends timestamp with time zone not null,
    set_up_minutes int not null,
    test_minutes int not null,
    after_minutes int not null,
    revision int not null,
    changed_by varchar not null,
    changed_at timestamp with time zone not null
);

create index bookings_of_hearing on bookings (hearing_id);

-- resource_id refers to a room, a device or a user, which may be gone by now.
create table booked_resources (
    booking_id varchar(36) not null references bookings (id) on delete cascade,
    kind varchar(8) not null check (kind in ('ROOM', 'DEVICE', 'PERSON')),
    resource_id varchar(64) not null,
    primary key (booking_id, kind, resource_id)
);

-- The key has each booked once at a time. A slot is five minutes, counted from 1970-01-01T00:00Z.
create table booked_slots (
    kind varchar(8) not null,
    resource_id varchar(64) not null,
    slot bigint not null,
    booking_id varchar(36) not null,
    primary key (kind, resource_id, slot),
    foreign key (booking_id, kind, resource_id) references booked_resources (booking_id, kind, resource_id)
);

create index booked_slots_of_booking on booked_slots (booking_id);
