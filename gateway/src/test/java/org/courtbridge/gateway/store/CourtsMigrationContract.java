package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.court.access.Memberships;
import org.courtbridge.court.access.Role;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionContact;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract of what becomes of the institutions and users of a database of before they had to do with each other. */
abstract class CourtsMigrationContract {

    private static final String BEFORE = "30";

    /** The tables that users and institutions are read from now. */
    private static final String AFTER = "33";

    @TempDir
    Path folder;

    /** A database without tables. */
    abstract Database empty(Path folder);

    @Test
    void institutionsStayAndNobodyLosesAccess() {
        try (Database database = empty(folder)) {
            database.migrateTo(BEFORE, folder);
            database.execute("insert into institutions (id, name, name_key, kind, region)"
                    + " values ('h', 'Аурухана', 'аурухана', 'HOSPITAL', 'Алматы')");
            database.execute("insert into rooms (id, institution_id, name, name_key) values ('r', 'h', 'Зал', 'зал')");
            database.execute("insert into users (id, login, login_key, name, password_hash, one_time_password)"
                    + " values ('u', 'aigul', 'aigul', 'Айгүл', 'x', false)");
            database.execute("insert into user_roles (user_id, role) values ('u', 'CLERK'), ('u', 'TECHNICIAN')");
            database.migrateTo(AFTER, folder);
            StoredUsers users = new StoredUsers(database);
            assertThat(users.byId("u").orElseThrow().memberships())
                    .isEqualTo(Memberships.everywhere(Set.of(Role.CLERK, Role.TECHNICIAN)));
            StoredAudit audit = new StoredAudit(database, () -> Instant.EPOCH);
            SecretBox box = SecretBox.open(database, MasterKey.keptIn(folder));
            StoredInventory inventory = new StoredInventory(
                    database, new StoredDevices(database, "court", box, () -> Instant.EPOCH), audit);
            assertThat(inventory.institutions())
                    .containsExactly(new Institution(
                            "h",
                            "Аурухана",
                            InstitutionKind.HOSPITAL,
                            "Алматы",
                            Optional.empty(),
                            InstitutionContact.UNKNOWN,
                            Optional.empty()));
            assertThat(inventory.room("r").orElseThrow().institution()).isEqualTo("h");
            assertThatThrownBy(() -> database.execute("update institutions set kind = 'SCHOOL'"))
                    .as("the constraint is there again")
                    .isInstanceOf(RuntimeException.class);
        }
    }
}
