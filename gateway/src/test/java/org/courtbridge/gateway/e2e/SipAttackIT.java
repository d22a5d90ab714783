package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A whole gateway is attacked over SIP: by somebody who forges the address of a room, by one who guesses passwords, and by
 * sipvicious. The room registers and calls, and who has the right PIN comes in.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SipAttackIT {

    private static final int VISITOR = 3;
    private static final int GUESSED = 4;

    private static final BaresipPeer.Account STRANGER =
            new BaresipPeer.Account(VISITOR, "visitor", "", "elsewhere.example", false);

    private Court court;
    private SipAttacks attacks;

    @BeforeAll
    void open() throws Exception {
        court = Court.open("SipAttackIT");
        court.start();
        attacks = new SipAttacks(court.folder());
    }

    @AfterAll
    void close() throws Exception {
        try (Court last = court;
                SipAttacks first = attacks) {
            assertThat(last.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    private static InetSocketAddress placeOf(int party) {
        return new InetSocketAddress(Scratch.ADDRESS, BaresipPeer.sipPort(party));
    }

    /** As many as barred one room for a quarter of an hour, and as many as barred everybody behind its address. */
    @ParameterizedTest
    @CsvSource({"1, 14, 1", "2, 96, 96"})
    void registrationsInARoomsNameBarNobody(int party, int registrations, int names) throws Exception {
        BaresipPeer.Account account = court.account(party);
        for (int i = 0; i < registrations; i++) {
            int name = i % names;
            attacks.registers(placeOf(party), name == 0 ? account.user() : "hall" + name);
        }
        attacks.arrive();
        try (BaresipPeer room = BaresipPeer.start(court.folder(), account)) {
            room.awaitRegistered();
            court.call(room);
            court.awaitLegs(1);
            room.hangUp();
        }
        court.awaitLegs(0);
    }

    /** Seven of them blocked the PIN for everybody behind that address. */
    @Test
    void callsInAVisitorsNameBlockNoPin() throws Exception {
        for (int i = 0; i < 20; i++) {
            attacks.calls(placeOf(VISITOR), Court.NUMBER + "**000000");
        }
        attacks.arrive();
        try (BaresipPeer visitor = BaresipPeer.start(court.folder(), STRANGER)) {
            visitor.dial("sip:" + court.numberWithPin() + "@" + Scratch.ADDRESS);
            visitor.awaitEvent("CALL_ESTABLISHED");
            court.admitStranger(VISITOR);
            court.awaitLegs(1);
            visitor.hangUp();
        }
        court.awaitLegs(0);
    }

    /** The last word that he tries is the right one. */
    @Test
    void whoeverGuessesAPasswordIsStoppedAndTheRoomIsNot() throws Exception {
        BaresipPeer.Account account = court.account(GUESSED);
        for (int i = 0; i < 6; i++) {
            assertThat(attacks.guesses(account.user(), "guess" + i)).matches("SIP/2\\.0 40[13] .*");
        }
        assertThat(attacks.guesses(account.user(), account.password())).startsWith("SIP/2.0 403");
        try (BaresipPeer room = BaresipPeer.start(court.folder(), account)) {
            room.awaitRegistered();
        }
    }

    /** A device, a number, and the device's password are among the words; svcrack knows no challenge but MD5. */
    @Test
    void sipviciousFindsNothing() throws Exception {
        String password = court.addUnseated("scanned");
        Path users = words("users", List.of("scanned", "nobody"));
        Path numbers = words("numbers", List.of(Court.NUMBER, "9999"));
        Path passwords = words("passwords", List.of("guess1", "guess2", "guess3", password));
        Map<String, String> found = scans(Map.of(
                "svmap", List.of("svmap"),
                "svwar-users", List.of("svwar", "--force", "-d", users.toString(), "-m", "REGISTER"),
                "svwar-numbers", List.of("svwar", "--force", "-d", numbers.toString(), "-m", "INVITE"),
                "svcrack", List.of("svcrack", "-u", "scanned", "-d", passwords.toString())));
        assertThat(found.get("svmap")).contains(Scratch.ADDRESS + ":5060 | unknown");
        assertThat(found.get("svwar-users")).contains("found nothing");
        assertThat(found.get("svwar-numbers")).contains("found nothing");
        assertThat(found.get("svcrack")).doesNotContain(password);
    }

    private Path words(String name, List<String> words) throws IOException {
        return Files.write(court.folder().resolve(name + ".txt"), words);
    }

    /** @return what each says when it is done */
    private Map<String, String> scans(Map<String, List<String>> commands) throws Exception {
        Map<String, ChildProcess> running = new HashMap<>();
        Map<String, String> found = new HashMap<>();
        try {
            for (Map.Entry<String, List<String>> one : commands.entrySet()) {
                List<String> command = new ArrayList<>(one.getValue());
                command.addAll(List.of("-p", "" + GatewayProcess.SIP_PORT, "-b", SipAttacks.ADDRESS, Scratch.ADDRESS));
                running.put(one.getKey(), ChildProcess.start(court.folder(), one.getKey(), Map.of(), command));
            }
            for (Map.Entry<String, ChildProcess> one : running.entrySet()) {
                one.getValue().exit(Duration.ofSeconds(60));
                found.put(one.getKey(), one.getValue().log());
            }
        } finally {
            running.values().forEach(ChildProcess::close);
        }
        return found;
    }
}
