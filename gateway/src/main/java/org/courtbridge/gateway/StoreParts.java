package org.courtbridge.gateway;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.courtbridge.console.WebConsole;
import org.courtbridge.court.access.RememberedUsers;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.gateway.store.StoredInventory;
import org.courtbridge.gateway.store.StoredParticipants;
import org.courtbridge.gateway.store.StoredUsers;
import org.courtbridge.gateway.store.certificates.StoredCertificates;
import org.courtbridge.gateway.store.journal.StoredHearings;

/** The persistent part of the gateway: the database with its secrets, the stores in it, and the journal of hearings. */
record StoreParts(
        Database database,
        SecretBox secrets,
        StoredDevices devices,
        StoredInventory inventory,
        StoredCertificates certificates,
        StoredAudit audit,
        StoredParticipants participants,
        RememberedUsers users,
        StoredHearings hearings) {

    private static final int ISSUERS_UPKEEP_SECONDS = 60;

    static StoreParts open(Foundation foundation) {
        GatewayConfig config = foundation.config();
        Database database = foundation.closing().add(database(config.database(), foundation.data()));
        SecretBox secrets = secrets(config.secrets(), database, foundation.data());
        StoredDevices devices = new StoredDevices(database, config.sip().realm(), secrets, foundation.clock());
        StoredParticipants participants = new StoredParticipants(database);
        RememberedUsers users = new RememberedUsers(new StoredUsers(database), foundation.clock());
        StoredAudit audit = new StoredAudit(database, foundation.clock());
        StoredInventory inventory = new StoredInventory(database, devices, audit);
        StoredCertificates certificates = new StoredCertificates(
                database,
                secrets,
                devices,
                inventory,
                audit,
                new StoredCertificates.Settings(
                        config.certificates().validity(),
                        () -> Optional.of(foundation.site().get() + WebConsole.REVOCATION_LIST),
                        config.certificates().enrolWithInstitutions()),
                foundation.clock());
        keepIssuersUpToDate(foundation, certificates);
        StoredHearings hearings = foundation
                .closing()
                .add(StoredHearings.open(database, foundation.data().resolve("journal"), foundation.errors()));
        return new StoreParts(
                database, secrets, devices, inventory, certificates, audit, participants, users, hearings);
    }

    private static Database database(GatewayConfig.Database config, Path data) {
        return config.url()
                .map(url -> Database.open(url, config.user(), config.password()))
                .orElseGet(() -> Database.embedded(data));
    }

    /** A key that lies in the data folder counts as a former one, once the configuration names another. */
    private static SecretBox secrets(GatewayConfig.Secrets config, Database database, Path data) {
        List<MasterKey> former = Stream.of(config.formerMasterKey(), MasterKey.foundIn(data))
                .flatMap(Optional::stream)
                .toList();
        return SecretBox.open(database, config.masterKey().orElseGet(() -> MasterKey.keptIn(data)), former);
    }

    /** Whom it asks for certificates is read again every minute, as another node may have been told of somebody new. */
    private static void keepIssuersUpToDate(Foundation foundation, StoredCertificates certificates) {
        certificates.refreshIssuers();
        ScheduledExecutorService upkeep = foundation
                .closing()
                .add(Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("certificates", true)));
        upkeep.scheduleWithFixedDelay(
                foundation.upkeep("the authorities of institutions", certificates::refreshIssuers),
                ISSUERS_UPKEEP_SECONDS,
                ISSUERS_UPKEEP_SECONDS,
                TimeUnit.SECONDS);
    }
}
