package org.courtbridge.gateway.store.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.courtbridge.court.access.Role;
import org.courtbridge.gateway.e2e.Await;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.gateway.store.StoredUsers;
import org.courtbridge.gateway.store.journal.StoredHearings;
import org.courtbridge.hearings.Hearing;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.provisioning.inventory.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway's data are backed up while hearings run, and found again in a new folder. */
abstract class BackupContract {

    private static final Instant NOW = Instant.parse("2026-11-25T05:00:00.123456Z");
    private static final MasterKey KEY = key('k');

    @TempDir
    Path folder;

    private final InternalErrors errors = new InternalErrors(InstantSource.system());
    private Path data;
    private Path restored;
    private Database database;
    private StoredHearings hearings;
    private StoredAudit audit;
    private volatile HearingState state = HearingState.initial("h");

    /** @param data empty */
    abstract Database open(Path data);

    /** Makes the second folder and its database from a backup. */
    abstract void restore(Restoration restoration, Path data);

    /** The database that was restored. */
    abstract Database reopen(Path data);

    @BeforeEach
    void open() {
        data = folder.resolve("data");
        restored = folder.resolve("restored");
        database = open(data);
        audit = new StoredAudit(database, () -> NOW);
        hearings = StoredHearings.open(database, data.resolve("journal"), errors);
    }

    @AfterEach
    void close() {
        hearings.close();
        database.close();
    }

    private static MasterKey key(char all) {
        byte[] octets = new byte[32];
        Arrays.fill(octets, (byte) all);
        return MasterKey.parse(Base64.getEncoder().encodeToString(octets));
    }

    private Path backup() {
        return new Backup(database, hearings, audit, data, () -> NOW).make("user:test");
    }

    private void append(List<HearingEvent> events) {
        List<HearingEvent.Recorded> recorded = Hearing.record(state, events, "x", NOW);
        hearings.append(state.id(), recorded);
        for (HearingEvent.Recorded event : recorded) {
            state = Hearing.apply(state, event);
        }
    }

    @Test
    void hearingsDevicesWithTheirPasswordsAndUsersAreFoundInANewFolder() throws Exception {
        StoredDevices devices = new StoredDevices(database, "court", SecretBox.open(database, KEY), () -> NOW);
        Device device = devices.add("Зал № 3", "room-3", "құпия-сөз-12345");
        new StoredUsers(database).add("aigul", "Айгүл", Set.of(Role.CLERK), "once-only-2345");
        append(Hearing.create("7", "Қазақша \0 іс"));
        append(List.of(new HearingEvent.Uninvited(PartyId.device("d"))));
        Files.writeString(data.resolve("tls-certificate.pem"), "certificate");

        Path file = backup();
        append(List.of(new HearingEvent.Uninvited(PartyId.device("after the backup"))));
        restore(new Restoration(file, KEY), restored);

        assertThat(restored.resolve("tls-certificate.pem")).hasContent("certificate");
        assertThat(restored.resolve("secrets.key")).doesNotExist();
        try (Database again = reopen(restored);
                StoredHearings loaded = StoredHearings.open(again, restored.resolve("journal"), errors)) {
            HearingState found = loaded.load().getFirst();
            assertThat(found.title()).isEqualTo(state.title());
            assertThat(found.lastEvent()).isGreaterThanOrEqualTo(2);
            StoredDevices copies = new StoredDevices(again, "court", SecretBox.open(again, KEY), () -> NOW);
            assertThat(copies.byId(device.id()))
                    .contains(devices.byId(device.id()).orElseThrow());
            assertThat(copies.password(device.id())).contains("құпия-сөз-12345");
            assertThat(new StoredUsers(again).signIn("aigul", "once-only-2345", "192.0.2.1"))
                    .isPresent();
            assertThat(new StoredAudit(again, () -> NOW).verify().broken()).isEmpty();
        }
    }

    /** Hearings go on meanwhile: what is in the backup has no gap and begins where it should. */
    @Test
    void aBackupInTheMiddleOfHearingsHasAllUpToItsBeginning() throws Exception {
        append(Hearing.create("7", "t"));
        List<Path> files = new ArrayList<>();
        List<Long> before = new ArrayList<>();
        Thread busy = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 2_000 && !Thread.currentThread().isInterrupted(); i++) {
                append(List.of(new HearingEvent.Uninvited(PartyId.device("d" + i))));
            }
        });
        for (int i = 0; i < 2; i++) {
            long seen = state.lastEvent();
            Await.until("more events", Duration.ofMinutes(1), () -> state.lastEvent() > seen + 20);
            before.add(state.lastEvent());
            int second = i;
            files.add(new Backup(database, hearings, audit, data, () -> NOW.plusSeconds(second)).make("user:test"));
        }
        busy.join();
        Path last = files.getLast();
        restore(new Restoration(last, KEY), restored);
        try (Database again = reopen(restored);
                StoredHearings loaded = StoredHearings.open(again, restored.resolve("journal"), errors)) {
            assertThat(loaded.load().getFirst().lastEvent()).isGreaterThanOrEqualTo(before.getLast());
        }
    }

    @Test
    void aWrongMasterKeyIsRefused() {
        SecretBox.open(database, KEY);
        Path file = backup();
        assertThatThrownBy(() -> restore(new Restoration(file, key('x')), restored))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("the master key is not that of the backup")
                .hasMessageContaining("--master-key-file");
        assertThat(restored).doesNotExist();
    }

    @Test
    void aFolderThatIsNotEmptyIsRefused() throws IOException {
        Path file = backup();
        Files.createDirectories(restored);
        Path kept = Files.writeString(restored.resolve("kept"), "x");
        assertThatThrownBy(() -> restore(new Restoration(file, KEY), restored))
                .hasMessageContaining("restored is not empty: move it away, or restore into another folder");
        assertThat(kept).hasContent("x");
    }

    @Test
    void aNewerSchemaIsRefused() throws IOException {
        Path file =
                changed(backup(), "backup.json", text -> text.replaceAll("\"schema\":\"\\d+\"", "\"schema\":\"9999\""));
        assertThatThrownBy(() -> restore(new Restoration(file, KEY), restored))
                .hasMessageContaining("was made by a newer version of the program, with tables of version 9999;"
                        + " restore it with that version or a later one");
        assertThat(restored).doesNotExist();
    }

    @Test
    void aBrokenFileIsRefusedWhereverItIsBroken() throws IOException {
        append(Hearing.create("7", "t"));
        Path file = backup();
        byte[] whole = Files.readAllBytes(file);
        Path broken = folder.resolve("broken.zip");
        for (int length : new int[] {0, 10, whole.length / 2, whole.length - 1}) {
            Files.write(broken, Arrays.copyOf(whole, length));
            refused(broken);
        }
        refused(changed(file, "tables/devices.jsonl", text -> text + "\n"));
        refused(changed(file, "backup.json", text -> "{\"format\":1}"));
        Files.writeString(broken, "something else");
        refused(broken);
        assertThat(restored).doesNotExist();
    }

    private void refused(Path file) {
        assertThatThrownBy(() -> restore(new Restoration(file, KEY), restored))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is damaged or none (")
                .hasMessageEndingWith("take another backup");
    }

    private interface Change {
        String to(String text);
    }

    /** The same backup with one of its files as somebody has changed it. */
    private Path changed(Path file, String name, Change change) throws IOException {
        Path copy = folder.resolve("changed.zip");
        try (ZipFile in = new ZipFile(file.toFile());
                OutputStream disk = Files.newOutputStream(copy);
                ZipOutputStream out = new ZipOutputStream(disk)) {
            for (ZipEntry entry : in.stream().<ZipEntry>map(one -> one).toList()) {
                byte[] content = in.getInputStream(entry).readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(
                        entry.getName().equals(name)
                                ? change.to(new String(content, UTF_8)).getBytes(UTF_8)
                                : content);
                out.closeEntry();
            }
        }
        return copy;
    }
}
