-- Alerts on their way to a mail server or a web hook, as db-scheduler 16 wants it. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

create table outgoing_messages (
    -- to whom
    task_name varchar(100) not null,
    -- the message's id
    task_instance varchar(200) not null,
    -- the message, in UTF-8
    task_data bytea,
    execution_time timestamp with time zone not null,
    picked boolean not null,
    picked_by varchar(50),
    last_success timestamp with time zone,
    last_failure timestamp with time zone,
    consecutive_failures int,
    last_heartbeat timestamp with time zone,
    version bigint not null,
    primary key (task_name, task_instance)
);

create index outgoing_messages_by_time on outgoing_messages (execution_time);
create index outgoing_messages_by_heartbeat on outgoing_messages (last_heartbeat);
