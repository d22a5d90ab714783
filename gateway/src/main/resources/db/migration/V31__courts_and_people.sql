-- Courts and institutions with what an application names of them, and the users who belong to them. Runs on H2 (PostgreSQL mode) and
-- PostgreSQL alike.

-- The constraint of the kind has a name of the database's own, so it goes with its column.
alter table institutions add column new_kind varchar(24);
update institutions set new_kind = kind;
alter table institutions drop column kind;
alter table institutions rename column new_kind to kind;
alter table institutions alter column kind set not null;
alter table institutions add constraint institutions_kind
    check (kind in ('COURT', 'DEPARTMENT', 'HOSPITAL', 'SOCIAL_FACILITY', 'DETENTION_FACILITY'));

-- the department of its region; none of a department itself, and of one that nobody has said
alter table institutions add column department_id varchar(36) references institutions (id);
alter table institutions add column address varchar default '' not null;
alter table institutions add column phone varchar default '' not null;
alter table institutions add column email varchar default '' not null;
-- such as '09:00-18:30', of the court's time zone; empty if nobody has said
alter table institutions add column opening_hours varchar(11) default '' not null;

create index institutions_of_department on institutions (department_id);

-- Roles that users have in one court or institution. Those of user_roles hold in the whole installation, as all did before.
create table institution_roles (
    user_id varchar(36) not null references users (id) on delete cascade,
    institution_id varchar(36) not null references institutions (id),
    role varchar(32) not null,
    primary key (user_id, institution_id, role)
);

create index institution_roles_of_institution on institution_roles (institution_id);
