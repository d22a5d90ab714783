package org.courtbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.ras.KeptRegistration;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.sip.FakeDevices;
import org.courtbridge.signalling.sip.registrar.RegisterSequence;
import org.courtbridge.signalling.sip.registrar.Registration;
import org.courtbridge.signalling.sip.registrar.Registrations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptRegistrationsTest {

    private static final InetSocketAddress ROOM = new InetSocketAddress("192.0.2.7", 5070);

    @TempDir
    private Path data;

    private final FakeDevices devices = new FakeDevices();
    private final Device room = devices.add("Room 1", "room1", "secret");
    private Instant now = Instant.parse("2026-03-02T04:00:00Z");
    private final Endpoints before = new Endpoints();
    private final Endpoints after = new Endpoints();

    private final KeptRegistration endpoint = new KeptRegistration(
            "1y2p0ij32e8e7",
            "room1",
            List.of(
                    new AliasAddress.H323Id("Зал 1"),
                    new AliasAddress.DialledDigits("71"),
                    new AliasAddress.E164("internationalNumber", "77172000000"),
                    new AliasAddress.Url("h323:room1@court.example"),
                    new AliasAddress.Email("room1@court.example")),
            new InetSocketAddress("192.0.2.7", 1720),
            new InetSocketAddress("2001:db8::7", 1719),
            "Room 1.0",
            true,
            true,
            Duration.ofSeconds(20),
            now.plusSeconds(40));

    /** The registrations of one run of the gateway. */
    private final class Endpoints implements KeptRegistrations.Sources {

        private final Registrations sip = new Registrations(() -> now, (device, from, to) -> {});
        private final List<KeptRegistration> h323 = new ArrayList<>();

        @Override
        public List<Registration> sip() {
            return sip.all();
        }

        @Override
        public CompletableFuture<List<KeptRegistration>> h323() {
            return CompletableFuture.completedFuture(List.copyOf(h323));
        }

        @Override
        public int restoreSip(List<Registration> kept) {
            return sip.restore(kept);
        }

        @Override
        public CompletableFuture<Integer> restoreH323(List<KeptRegistration> kept) {
            h323.addAll(kept);
            return CompletableFuture.completedFuture(kept.size());
        }

        private KeptRegistrations kept() {
            return new KeptRegistrations(new RegistrationFile(data), devices, this);
        }
    }

    private static Registration contact(Device device, String transport, Instant expires) {
        return new Registration(
                device,
                "sip:room1@192.0.2.7:5070;transport=" + transport,
                transport,
                ROOM,
                ROOM.getAddress(),
                true,
                expires,
                new RegisterSequence("call", 7),
                "Codec \"1\"",
                transport,
                Optional.of(ROOM),
                List.of("<sip:proxy.example;lr>"));
    }

    private void register(Registration... contacts) {
        for (Registration contact : contacts) {
            before.sip.replace(contact.device().id(), List.of(contact), List.of(), 10, 0);
        }
    }

    @BeforeEach
    void begin() {
        register(contact(room, "UDP", now.plusSeconds(300)));
        before.h323.add(endpoint);
        before.kept().keep();
    }

    @Test
    void everythingIsAsItWas() throws Exception {
        after.kept().restore();

        assertThat(after.sip()).isEqualTo(before.sip()).hasSize(1);
        assertThat(after.h323).containsExactly(endpoint);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(RegistrationFile.NAME))))
                .isEqualTo("rw-------");
        assertThat(data).isDirectoryNotContaining("glob:**.new");
    }

    /** Nobody reaches a room by the connection that it had. */
    @ParameterizedTest
    @ValueSource(strings = {"TCP", "TLS"})
    void aConnectionIsGone(String transport) {
        register(contact(room, transport, now.plusSeconds(300)));
        before.kept().keep();
        after.kept().restore();

        assertThat(after.sip())
                .hasSize(2)
                .filteredOn(contact -> contact.transport().equals(transport))
                .singleElement()
                .matches(contact -> !contact.reachable())
                .matches(Registration::isUnwatched);
    }

    @Test
    void whatHasExpiredIsNotTakenUp() {
        now = now.plusSeconds(300);
        after.kept().restore();
        assertThat(after.sip()).isEmpty();
    }

    @Test
    void whoHasRegisteredSinceComesFirst() {
        Registration since = contact(room, "UDP", now.plusSeconds(60));
        after.sip.replace(room.id(), List.of(since), List.of(), 10, 0);
        after.kept().restore();
        assertThat(after.sip()).containsExactly(since);
    }

    @ParameterizedTest
    @ValueSource(strings = {"removed", "revoked"})
    void aDeviceThatMayNotRegisterAnyMoreIsNotBelieved(String how) {
        if (how.equals("removed")) {
            devices.remove(room.id());
        } else {
            devices.revoke(room.id());
        }
        after.kept().restore();
        assertThat(after.sip()).isEmpty();
    }

    /** Even if the gateway loses its power right after. */
    @Test
    void whatADeviceProvedBeforeItsPasswordWasChangedIsForgottenAtOnce() {
        KeptRegistrations kept = before.kept();
        kept.restore();
        kept.lapsed(room);
        after.kept().restore();
        assertThat(after.sip()).isEmpty();
        assertThat(after.h323).isEmpty();
    }

    @Test
    void closingKeepsWhatThereIsThen() {
        KeptRegistrations kept = before.kept();
        kept.restore();
        before.sip.revoke(room.id());
        kept.close();
        after.kept().restore();
        assertThat(after.sip()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"torn", "changed", "foreign", "empty", "later"})
    void aFileThatIsNotAsItWasWrittenIsRefusedAsAWhole(String how) throws Exception {
        Path file = data.resolve(RegistrationFile.NAME);
        String written = Files.readString(file);
        Files.writeString(
                file,
                switch (how) {
                    case "torn" -> written.substring(0, written.length() - 20);
                    case "changed" -> written.replace("192.0.2.7", "192.0.2.8");
                    case "foreign" -> "{\"name\": \"courtbridge\"}\n" + written;
                    case "later" -> written.replaceFirst("\"version\":1", "\"version\":2");
                    default -> "";
                });

        after.kept().restore();
        assertThat(after.sip()).isEmpty();
        assertThat(after.h323).isEmpty();

        // And the next is as good as any.
        before.kept().keep();
        after.kept().restore();
        assertThat(after.sip()).hasSize(1);
    }

    @Test
    void aFileIsRefusedAtEveryPlaceWhereItMayBeTorn() throws Exception {
        Path file = data.resolve(RegistrationFile.NAME);
        byte[] written = Files.readAllBytes(file);
        for (int n = 0; n < written.length; n += 7) {
            Files.write(file, Arrays.copyOf(written, n));
            after.kept().restore();
            assertThat(after.sip()).as("%d bytes", n).isEmpty();
        }
    }

    @Test
    void theFileIsBounded() throws Exception {
        RegistrationFile file = new RegistrationFile(data);
        RegistrationLine line = RegistrationLine.H323.of(endpoint);
        RegistrationLine tooLong = RegistrationLine.H323.of(new KeptRegistration(
                "1",
                "r".repeat(RegistrationFile.LONGEST_LINE),
                List.of(),
                endpoint.callSignalAddress(),
                endpoint.rasAddress(),
                "",
                false,
                false,
                Duration.ofSeconds(20),
                now));
        assertThat(file.write(List.of(tooLong, line))).isEqualTo(1);
        assertThat(file.read()).containsExactly(line);

        List<RegistrationLine> many = Collections.nCopies(RegistrationFile.MOST_LINES + 1, line);
        assertThat(file.write(many)).isLessThanOrEqualTo(RegistrationFile.MOST_LINES);
        assertThat(Files.size(data.resolve(RegistrationFile.NAME))).isLessThan(32 << 20);
        assertThat(file.read()).isNotEmpty();
    }

    /** A registration whose addresses are none does not keep the others from being taken up. */
    @Test
    void oneThatCannotBeReadIsLeftOut() throws Exception {
        RegistrationLine.H323 line = RegistrationLine.H323.of(endpoint);
        new RegistrationFile(data)
                .write(List.of(
                        new RegistrationLine.H323(
                                "1",
                                "room1",
                                List.of(),
                                "room.example:1720",
                                "192.0.2.7:1719",
                                "",
                                false,
                                false,
                                1,
                                now),
                        line));
        after.kept().restore();
        assertThat(after.h323).containsExactly(endpoint);
    }
}
