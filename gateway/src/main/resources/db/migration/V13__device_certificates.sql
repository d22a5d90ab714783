-- By what devices prove over TLS who they are. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

-- Our own authority, one row; its private key (PKCS #8, base64) encrypted.
create table certificate_authorities (
    id varchar(36) primary key,
    certificate varchar not null,
    secret varchar not null,
    -- of the revocation list that was signed last
    list_number bigint not null
);

-- Kept when the device is removed, as its certificates stay in the revocation list.
create table device_certificates (
    fingerprint varchar(64) primary key,
    serial varchar(64) not null,
    device_id varchar(36) not null,
    subject varchar not null,
    origin varchar(16) not null,
    not_before timestamp with time zone not null,
    not_after timestamp with time zone not null,
    recorded_at timestamp with time zone not null,
    recorded_by varchar not null,
    revoked_at timestamp with time zone,
    revoked_by varchar
);

create index device_certificates_device on device_certificates (device_id);

-- Authorities that an institution has itself: believed about its own devices.
create table institution_authorities (
    institution_id varchar(36) not null references institutions (id) on delete cascade,
    fingerprint varchar(64) not null,
    certificate varchar not null,
    recorded_at timestamp with time zone not null,
    recorded_by varchar not null,
    primary key (institution_id, fingerprint)
);
