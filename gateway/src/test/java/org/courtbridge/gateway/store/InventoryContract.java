package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.court.access.LetterAddress;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.SessionStore;
import org.courtbridge.court.access.User;
import org.courtbridge.media.language.Language;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Dialect;
import org.courtbridge.provisioning.inventory.DigestChallenge;
import org.courtbridge.provisioning.inventory.DigestSecrets;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.provisioning.inventory.LargestPicture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract of the store of devices, participants, users and their sessions, for each database. */
abstract class InventoryContract {

    private static final Instant NOW = Instant.parse("2026-11-25T05:00:00.123Z");

    @TempDir
    Path folder;

    private Database database;
    private StoredDevices devices;
    private StoredParticipants participants;
    private StoredUsers users;
    private StoredSessions sessions;

    /** @param folder empty, of this test alone */
    abstract Database open(Path folder);

    @BeforeEach
    void open() {
        database = open(folder);
        devices = new StoredDevices(database, "court", SecretBox.open(database, MasterKey.keptIn(folder)), () -> NOW);
        participants = new StoredParticipants(database);
        users = new StoredUsers(database);
        sessions = new StoredSessions(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsDevices() {
        Device device = devices.add("Қызылорда, зал № 3", "Room.3", "пароль");
        assertThat(devices.byId(device.id())).contains(device);
        assertThat(devices.byUsername("rOOM.3")).contains(device);
        assertThat(devices.all()).containsExactly(device);
        assertThat(device.created()).isEqualTo(NOW);

        devices.remove(device.id());
        assertThat(devices.all()).isEmpty();
        assertThat(devices.secrets(device.id())).isEmpty();
    }

    @Test
    void remembersWhetherADeviceEncrypts() {
        Device device = devices.add("Зал", "room", "x");
        assertThat(device.encryption()).isEqualTo(Encryption.PREFERRED);
        for (Encryption encryption : Encryption.values()) {
            devices.setEncryption(device.id(), encryption);
            assertThat(devices.byId(device.id()).orElseThrow().encryption()).isEqualTo(encryption);
        }
        assertThatThrownBy(() -> devices.setEncryption("nobody", Encryption.OFF))
                .hasMessage("no device nobody");
    }

    @Test
    void remembersTheEncryptionThatADeviceIsAddedWith() {
        Device device = devices.add("Зал", "room", "x", Encryption.REQUIRED);
        assertThat(device.encryption()).isEqualTo(Encryption.REQUIRED);
        assertThat(devices.byId(device.id())).contains(device);
    }

    @Test
    void remembersWhetherADeviceIsBehindANatThatChanges() {
        Device device = devices.add("Зал", "room", "x");
        assertThat(device.behindChangingNat()).isFalse();
        for (boolean changing : new boolean[] {true, false}) {
            devices.setBehindChangingNat(device.id(), changing);
            assertThat(devices.byId(device.id()).orElseThrow().behindChangingNat())
                    .isEqualTo(changing);
        }
        assertThatThrownBy(() -> devices.setBehindChangingNat("nobody", true)).hasMessage("no device nobody");
    }

    @Test
    void remembersTheDialectOfADevice() {
        Device device = devices.add("Зал", "room", "x");
        assertThat(device.dialect()).isEqualTo(Dialect.USUAL);
        assertThat(devices.byId(device.id()).orElseThrow().dialect()).isEqualTo(Dialect.USUAL);
        for (DigestChallenge challenge : DigestChallenge.values()) {
            for (LargestPicture picture : LargestPicture.values()) {
                Dialect dialect = new Dialect(challenge, picture);
                devices.setDialect(device.id(), dialect);
                assertThat(devices.byId(device.id()).orElseThrow().dialect()).isEqualTo(dialect);
            }
        }
        assertThatThrownBy(() -> devices.setDialect("nobody", Dialect.USUAL)).hasMessage("no device nobody");
    }

    @Test
    void remembersTheLanguageOfADevice() {
        Device device = devices.add("Зал", "room", "x");
        assertThat(device.language()).isEmpty();
        for (String tag : List.of("kk", "ru", "en")) {
            devices.setLanguage(device.id(), Optional.of(Locale.forLanguageTag(tag)));
            assertThat(devices.byUsername("room").orElseThrow().language()).contains(Locale.forLanguageTag(tag));
        }
        devices.setLanguage(device.id(), Optional.empty());
        assertThat(devices.byId(device.id())).contains(device);
        assertThatThrownBy(() -> devices.setLanguage(device.id(), Optional.of(Locale.GERMAN)))
                .as("the database takes no other")
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> devices.setLanguage("nobody", Optional.empty()))
                .hasMessage("no device nobody");
    }

    @Test
    void keepsADisabledDeviceFromAuthenticating() {
        Device device = devices.add("Зал", "room", "x");
        devices.rename(device.id(), "Әуезов залы");
        devices.setEnabled(device.id(), false);
        assertThat(devices.byUsername("room"))
                .contains(new Device(
                        device.id(),
                        "Әуезов залы",
                        "room",
                        NOW,
                        false,
                        Encryption.PREFERRED,
                        Optional.empty(),
                        false,
                        Dialect.USUAL));
        assertThat(devices.secrets(device.id())).isEmpty();
        devices.setEnabled(device.id(), true);
        assertThat(devices.secrets(device.id())).isPresent();
        assertThatThrownBy(() -> devices.rename(device.id(), " ")).hasMessage("name: blank");
        assertThatThrownBy(() -> devices.setEnabled("nobody", true)).hasMessage("no device nobody");
    }

    @Test
    void keepsDigestsOfThePassword() {
        Device device = devices.add("Room", "mufasa", "Circle of Life");
        // printf %s 'mufasa:court:Circle of Life' | md5sum, sha256sum
        assertThat(devices.secrets(device.id()))
                .contains(new DigestSecrets(
                        "court",
                        "4373e79c15479c1b2010ccafd274dc8e",
                        "9de9c87175a48a9eb8780a7e1695e1bab67186e822d8d8c7691ac525482cb1c0"));
        DigestSecrets before = devices.secrets(device.id()).orElseThrow();
        devices.changePassword(device.id(), "other");
        assertThat(devices.secrets(device.id()).orElseThrow()).isNotEqualTo(before);
        assertThat(before.toString()).isEqualTo("DigestSecrets[court]");
    }

    @Test
    void storesNoDigestInTheClear() {
        Device device = devices.add("Room", "mufasa", "Circle of Life");
        String sha256 = devices.secrets(device.id()).orElseThrow().sha256();
        assertThat(secrets("device_digests")).hasSize(2).noneMatch(secret -> secret.contains(sha256));
    }

    @Test
    void refusesTakenAndImpossibleUsernames() {
        devices.add("Room", "room", "x");
        assertThatThrownBy(() -> devices.add("Other", "ROOM", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("username: ROOM (is taken)");
        for (String username : new String[] {"", "a b", "a@b", "зал", "a\"", "x".repeat(65)}) {
            assertThatThrownBy(() -> devices.add("Other", username, "x"))
                    .as(username)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> devices.add("Other", "other", " ")).hasMessage("password: blank");
        assertThatThrownBy(() -> devices.changePassword("nobody", "x")).hasMessage("no device nobody");
        assertThat(devices.all()).hasSize(1);
    }

    @Test
    void knowsParticipantsByCode() {
        Participant participant = participants.add("h1", "Әйгерім Сұлтан", " Бүркіт ");
        assertThat(participants.byCode(participant.code())).contains(participant);
        assertThat(participants.byId(participant.id())).contains(participant);
        assertThat(participants.ofHearing("h1")).containsExactly(participant);
        assertThat(participants.ofHearing("h2")).isEmpty();
        assertThat(participant.code()).hasSize(24).matches("[A-Za-z0-9_-]+");

        assertThat(participants.codeWordMatches(participant.id(), "БҮРКІТ", "192.0.2.1"))
                .isTrue();
        assertThat(participants.codeWordMatches(participant.id(), "бүркі", "192.0.2.1"))
                .isFalse();
        assertThat(participants.codeWordMatches("nobody", "бүркіт", "192.0.2.1"))
                .isFalse();
        participants.changeCodeWord(participant.id(), "Сұңқар");
        assertThat(participants.codeWordMatches(participant.id(), "сұңқар", "192.0.2.1"))
                .isTrue();
        assertThat(participants.codeWordMatches(participant.id(), "бүркіт", "192.0.2.1"))
                .isFalse();
        assertThatThrownBy(() -> participants.changeCodeWord("nobody", "x")).hasMessage("no participant nobody");
        assertThatThrownBy(() -> participants.changeCodeWord(participant.id(), " "))
                .hasMessage("code word: blank");

        participants.remove(participant.id());
        assertThat(participants.byCode(participant.code())).isEmpty();
    }

    @Test
    void keepsWhereAParticipantGetsLetters() {
        Participant participant = participants.add("h1", "Айгуль", "x");
        assertThat(participant.letters()).isEmpty();
        LetterAddress address = new LetterAddress("aigul@mail.example", Optional.of(Language.RUSSIAN));
        Participant changed = participants.changeLetters(participant.id(), Optional.of(address));
        assertThat(changed.letters()).contains(address);
        assertThat(participants.byCode(participant.code())).contains(changed);
        assertThat(changed.toString()).as("as a log has it").doesNotContain("aigul");

        LetterAddress ofTheCourt = new LetterAddress("aigul@mail.example", Optional.empty());
        participants.changeLetters(participant.id(), Optional.of(ofTheCourt));
        assertThat(participants.ofHearing("h1").getFirst().letters()).contains(ofTheCourt);
        assertThat(participants
                        .changeLetters(participant.id(), Optional.empty())
                        .letters())
                .isEmpty();
        assertThatThrownBy(() -> participants.changeLetters("nobody", Optional.empty()))
                .hasMessage("no participant nobody");
    }

    @Test
    void takesAnyWayOfWritingTheCodeWord() {
        Participant participant = participants.add("h1", "Айгуль", "хан\u0438\u0306");
        assertThat(participants.codeWordMatches(participant.id(), "Хан\u0439", "192.0.2.1"))
                .isTrue();
        participants.changeCodeWord(participant.id(), "Ақ берёза");
        assertThat(participants.codeWordMatches(participant.id(), "ақ-Береза", "192.0.2.1"))
                .isTrue();
        assertThat(participants.codeWordMatches(participant.id(), "ак берёза", "192.0.2.1"))
                .isFalse();
        assertThatThrownBy(() -> participants.add("h1", "x", " ")).hasMessage("code word: blank");
        assertThatThrownBy(() -> participants.add("h1", "x", " - ")).hasMessage("code word: blank");
    }

    /** Of a database that a version before {@link org.courtbridge.court.access.CodeWordForm} has written. */
    @Test
    void takesCodeWordsAndPasswordsThatWereKeptInTheFormOfBefore() {
        Participant participant = participants.add("h1", "Айгуль", "x");
        database.execute(
                "update participants set code_word_hash = ? where id = ?", SlowHash.of("ақ берёза"), participant.id());
        assertThat(participants.codeWordMatches(participant.id(), " Ақ Берёза", "192.0.2.1"))
                .isTrue();
        assertThat(participants.codeWordMatches(participant.id(), "ақ береза", "192.0.2.1"))
                .isFalse();
        User user = users.add("aigul", "Айгүл", Set.of(Role.CLERK), "once-only-2345");
        database.execute(
                "update users set password_hash = ? where id = ?", SlowHash.of("хани\u0306м кетти 7"), user.id());
        assertThat(users.signIn("aigul", "хани\u0306м кетти 7", "192.0.2.1")).isPresent();
        assertThat(users.signIn("aigul", "ханйм кетти 7", "192.0.2.1")).isEmpty();
    }

    @Test
    void keepsSessionsUntilTheyEnd() {
        String clerk = users.add("aigul", "Айгүл", Set.of(Role.CLERK), "once-only-2345")
                .id();
        SessionStore.Kept idle = new SessionStore.Kept(clerk, NOW.plusSeconds(10), NOW.plusSeconds(100));
        SessionStore.Kept busy = new SessionStore.Kept(clerk, NOW.plusSeconds(50), NOW.plusSeconds(100));
        sessions.add("a", idle);
        sessions.add("b", busy);
        assertThat(sessions.find("a")).contains(idle);
        sessions.used("a", NOW.plusSeconds(20));
        sessions.used("none", NOW);
        assertThat(sessions.find("a")).contains(idle.usedUntil(NOW.plusSeconds(20)));

        sessions.removeOver(NOW.plusSeconds(20));
        assertThat(sessions.find("a")).isEmpty();
        assertThat(sessions.find("b")).contains(busy);
        sessions.remove("b");
        assertThat(sessions.find("b")).isEmpty();
    }

    @Test
    void endsTheSessionsOfOneUser() {
        String one = users.add("one", "Айгүл", Set.of(), "once-only-2345").id();
        String two = users.add("two", "Болат", Set.of(), "once-only-2345").id();
        for (String user : List.of(one, two)) {
            sessions.add(user, new SessionStore.Kept(user, NOW, NOW));
        }
        sessions.removeAllOf(one);
        assertThat(sessions.find(one)).isEmpty();
        assertThat(sessions.find(two)).isPresent();
        users.remove(two);
        assertThat(sessions.find(two)).isEmpty();
    }

    @Test
    void keepsThePasswordForThoseWhoProveItAsItIs() {
        Device device = devices.add("Зал 1", "room-1", "сәлем-1");
        assertThat(devices.password(device.id())).contains("сәлем-1");
        assertThat(devices.passwordOf("ROOM-1")).contains("сәлем-1");
        assertThat(devices.passwordOf("room-2")).isEmpty();
        assertThat(secrets("device_passwords")).noneMatch(secret -> secret.contains("сәлем"));

        devices.changePassword(device.id(), "another");
        assertThat(devices.password(device.id())).contains("another");
        assertThat(devices.passwordOf("room-1")).contains("another");
        devices.setEnabled(device.id(), false);
        assertThat(devices.password(device.id())).isEmpty();
        assertThat(devices.passwordOf("room-1")).isEmpty();
        devices.remove(device.id());
        assertThat(secrets("device_passwords")).isEmpty();
    }

    private List<String> secrets(String table) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select secret from " + table)
                        .mapTo(String.class)
                        .list());
    }
}
