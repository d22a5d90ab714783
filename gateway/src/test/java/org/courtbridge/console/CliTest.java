package org.courtbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
import org.courtbridge.gateway.cli.BackupCommand;
import org.courtbridge.gateway.cli.DeviceCommand;
import org.courtbridge.gateway.cli.DoctorCommand;
import org.courtbridge.gateway.cli.HearingCommand;
import org.courtbridge.gateway.cli.LocalGateway;
import org.courtbridge.gateway.cli.ShortFailures;
import org.courtbridge.gateway.cli.UserCommand;
import org.courtbridge.gateway.store.DeviceKey;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.transport.FreePort;
import org.courtbridge.provisioning.certificates.CertificateAuthority;
import org.courtbridge.provisioning.certificates.CertificateText;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands find the gateway of a data folder by themselves, do what they say, and fail in one line. */
class CliTest {

    @TempDir
    private Path folder;

    private RunningConsole running;

    private record Result(int status, String out, String err) {}

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        LocalGateway.announce(folder, running.server.httpPort());
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private Result run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--data")) {
            all.addAll(List.of("--data", folder.toString()));
        }
        int status = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler(new ShortFailures())
                .execute(all.toArray(String[]::new));
        return new Result(status, out.toString(), err.toString());
    }

    private Result well(Object command, String... arguments) {
        Result result = run(command, arguments);
        assertThat(result.err).isEmpty();
        assertThat(result.status).isZero();
        return result;
    }

    @Test
    void aHearingIsPreparedAndConducted() throws Exception {
        HearingCommand hearing = new HearingCommand();
        assertThat(well(hearing, "create", "--number", "4501", "--title", "Іс № 5").out)
                .contains("number: 4501", "begins: -");
        assertThat(well(hearing, "begins", "4501", "2026-11-27T09:30+05:00").out)
                .contains("begins: 2026-11-27T04:30:00Z");
        assertThat(well(hearing, "begins", "4501").out).contains("begins: -");
        assertThat(run(hearing, "begins", "4501", "tomorrow").err).contains("begins: tomorrow (expected: ");
        assertThat(well(new DeviceCommand(), "add", "--name", "Зал № 3", "--username", "room3").out)
                .containsPattern("password: [a-z2-9]{4}-");
        assertThat(well(hearing, "invite-device", "4501", "room3", "--lobby").out)
                .contains("Зал № 3");
        assertThat(well(hearing, "invite", "4501", "--name", "Әсел", "--code-word", "қарлығаш").out)
                .containsPattern("link: https://court.example:8443/j/\\S{24}");
        String id = running.conferences.byNumber("4501").orElseThrow().id();
        String party = "participant:"
                + running.services
                        .hearings()
                        .participants()
                        .ofHearing(id)
                        .getFirst()
                        .id();
        running.conferences.connect(id, new PartyId(party));

        assertThat(well(hearing, "participants", "4501").out).containsPattern("Әсел\\s+\\S+/j/\\S+");
        String pin = well(hearing, "pin", "4501").out.replaceAll("(?s).*pin: (\\d+).*", "$1");
        assertThat(well(hearing, "show", "4501").out).contains("pin: " + pin);
        assertThat(well(hearing, "start", "4501").out).contains("phase: IN_SESSION");
        well(hearing, "admit", "4501", "әсел");
        well(hearing, "mute", "4501", party);
        assertThat(well(hearing, "show", "4501").out).containsPattern("Әсел\\s+true\\s+MUTED");
        well(hearing, "unmute", "4501", "Әсел");
        running.conferences.submit(
                id, new org.courtbridge.hearings.HearingCommand.RaiseHand("Әсел", new PartyId(party)));
        assertThat(well(hearing, "show", "4501").out).containsPattern("Әсел\\s+true\\s+HEARD\\s+asks");
        assertThat(well(hearing, "give-floor", "4501", "Әсел").out).containsPattern("Әсел\\s+true\\s+HEARD\\s+speaks");
        running.conferences.submit(
                id, new org.courtbridge.hearings.HearingCommand.StartSharing("Әсел", new PartyId(party)));
        assertThat(well(hearing, "lower-hand", "4501", "Әсел").out).containsPattern("Әсел\\s+true\\s+HEARD\\s+shows");
        assertThat(well(hearing, "stop-sharing", "4501", "Әсел").out).doesNotContain("shows");
        well(hearing, "dismiss", "4501", "Әсел");
        well(hearing, "remove", "4501", "Әсел");
        assertThat(well(hearing, "dial", "4501", "Зал № 3").out).contains("done");
        assertThat(running.dialled).containsExactly("room3");
        well(hearing, "uninvite", "4501", "Зал № 3");
        well(hearing, "adjourn", "4501", "--reason", "үзіліс");
        assertThat(well(hearing, "events", "4501").out).contains("PhaseChanged").contains("үзіліс");
        well(hearing, "resume", "4501");
        well(hearing, "close-session", "4501");
        well(hearing, "reopen-session", "4501");
        assertThat(well(hearing, "end", "4501").out).contains("phase: ENDED");
        assertThat(new ObjectMapper()
                        .readTree(well(hearing, "list", "--json").out)
                        .get(0)
                        .path("phase")
                        .asText())
                .isEqualTo("ENDED");
        assertThat(new ObjectMapper()
                        .readTree(well(hearing, "show", id, "--json").out)
                        .path("seats")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void layoutsAreChosen() throws Exception {
        HearingCommand hearing = new HearingCommand();
        well(hearing, "create", "--number", "4502", "--title", "x");
        well(new DeviceCommand(), "add", "--name", "Зал № 4", "--username", "room4");
        well(hearing, "invite-device", "4502", "room4");
        assertThat(well(hearing, "layout", "4502", "one-and-five").out)
                .contains("layout: ONE_AND_FIVE")
                .containsPattern("Зал № 4\\s+true\\s+HEARD\\s+-");
        assertThat(well(hearing, "layout", "4502", "grid", "--party", "зал № 4").out)
                .contains("layout: ONE_AND_FIVE")
                .containsPattern("Зал № 4\\s+true\\s+HEARD\\s+GRID");
        assertThat(new ObjectMapper()
                        .readTree(well(hearing, "layout", "4502", "hearing", "--party", "Зал № 4", "--json").out)
                        .path("seats")
                        .path(0)
                        .has("layout"))
                .isFalse();
        failsWith(
                run(hearing, "layout", "4502", "mosaic"),
                "layout: mosaic (expected: one of automatic, court, grid, one-and-five, one-and-seven, speaker,"
                        + " side-by-side)");
        failsWith(run(hearing, "layout", "4502", "hearing"), "layout: hearing (expected: one of automatic");
        failsWith(run(hearing, "layout", "4502", "grid", "--party", "nobody"), "there is no nobody");
    }

    @Test
    void devicesAndUsersAreKept() {
        DeviceCommand device = new DeviceCommand();
        well(device, "add", "--name", "Зал № 3", "--username", "room3");
        assertThat(well(device, "list").out).containsPattern("room3\\s+Зал № 3");
        assertThat(well(device, "password", "ROOM3").out).contains("password: ");
        assertThat(well(device, "encryption", "room3", "required").out).contains("encryption: REQUIRED");
        assertThat(well(device, "nat", "room3", "changes").out).contains("behindChangingNat: true");
        failsWith(run(device, "nat", "room3", "sometimes"), "nat: sometimes (expected: same or changes)");
        assertThat(well(device, "nat", "room3", "same").out).contains("behindChangingNat: false");
        assertThat(well(device, "dialect", "room3", "--challenge", "md5-first").out)
                .contains("digestChallenge: MD5_FIRST")
                .contains("largestPicture: AUTOMATIC");
        assertThat(well(device, "dialect", "room3", "--largest-picture", "p720").out)
                .contains("digestChallenge: MD5_FIRST")
                .contains("largestPicture: P720");
        failsWith(run(device, "dialect", "room3"), "dialect: nothing");
        assertThat(well(device, "language", "room3", "kk").out).contains("language: kk");
        assertThat(well(device, "language", "room3", "court").out).doesNotContain("kk");
        assertThat(well(device, "remove", "room3").out).contains("done");
        assertThat(running.services.devices().all()).isEmpty();

        UserCommand user = new UserCommand();
        assertThat(well(user, "add", "--login", "clerk", "--name", "Секретарь", "--role", "CLERK,JUDGE").out)
                .contains("password: ");
        well(user, "roles", "clerk", "--role", "CLERK");
        assertThat(well(user, "list").out).containsPattern("clerk\\s+Секретарь\\s+CLERK ");
        assertThat(well(user, "password", "clerk").out).contains("password: ");
        running.found("court", InstitutionKind.COURT, Optional.empty());
        assertThat(well(user, "join", "clerk", "court", "--role", "JUDGE,CLERK").out)
                .contains("memberships: court: JUDGE CLERK");
        well(user, "add", "--login", "judge", "--name", "Төраға", "--role", "JUDGE", "--institution", "court");
        assertThat(well(user, "list").out).containsPattern("judge\\s+Төраға\\s+court: JUDGE ");
        assertThat(well(user, "leave", "clerk", "court").out).contains("memberships: -");
        well(user, "remove", "judge");
        well(user, "remove", "clerk");
        assertThat(running.services.access().users().all()).isEmpty();
    }

    @Test
    void everyCommandExplainsItselfAndSpeaksToScripts() {
        List<CommandLine> commands = new ArrayList<>();
        for (Object command : List.of(new HearingCommand(), new DeviceCommand(), new UserCommand())) {
            commands.addAll(ends(new CommandLine(command)));
        }
        assertThat(commands).hasSizeGreaterThan(25);
        for (CommandLine command : commands) {
            CommandLine.Model.CommandSpec spec = command.getCommandSpec();
            assertThat(spec.optionsMap()).as(spec.name()).containsKeys("--json", "--help");
            assertThat(spec.usageMessage().description()).as(spec.name()).isNotEmpty();
            assertThat(spec.args())
                    .allSatisfy(argument -> assertThat(argument.description())
                            .as("%s %s", spec.name(), argument)
                            .isNotEmpty());
        }
    }

    /** The commands that do something, however deep. */
    private static List<CommandLine> ends(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? List.of(command)
                : command.getSubcommands().values().stream()
                        .flatMap(one -> ends(one).stream())
                        .toList();
    }

    @Test
    void aCertificateIsIssuedListedAndRevoked() throws Exception {
        DeviceCommand device = new DeviceCommand();
        well(device, "add", "--name", "Зал", "--username", "room3");
        Path file = folder.resolve("room3.p12");
        assertThat(well(device, "certificate", "issue", "room3", "--out", file.toString()).out)
                .containsPattern("password: [a-z2-9]{4}-");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        failsWith(run(device, "certificate", "issue", "room3", "--out", file.toString()), "exists already");
        Path request = folder.resolve("request.pem");
        Files.writeString(request, DeviceKey.make().base64("CN=room3"));
        Path signed = folder.resolve("room3.pem");
        well(device, "certificate", "issue", "room3", "--request", request.toString(), "--out", signed.toString());
        X509Certificate certificate = CertificateText.read(Files.readString(signed));
        String serial = CertificateText.serial(certificate);
        assertThat(well(device, "certificate", "list", "room3").out).containsPattern(serial + "\\s+CN=room3\\s+OWN ");
        assertThat(running.certificates.deviceOf(List.of(certificate))).isPresent();
        assertThat(well(device, "certificate", "revoke", "room3", serial).out).contains("revoked: 20");
        assertThat(running.certificates.deviceOf(List.of(certificate))).isEmpty();
        assertThat(well(device, "certificate", "enrol", "room3").out).contains("secret: ");
        failsWith(run(device, "certificate", "revoke", "room3", "nothing"), "there is no nothing");
    }

    @Test
    void anInstitutionsAuthorityIsBelievedUntilItIsNot() throws Exception {
        DeviceCommand device = new DeviceCommand();
        running.services.inventory().save(Institution.of("Әуезов соты", InstitutionKind.COURT, ""));
        Path file = folder.resolve("ca.pem");
        CertificateAuthority authority = CertificateAuthority.generate("Әуезов CA", Instant.now());
        Files.writeString(file, CertificateText.pem(authority.certificate()));
        well(device, "certificate", "trust", "Әуезов соты", file.toString());
        String fingerprint = CertificateText.fingerprint(authority.certificate());
        assertThat(well(device, "certificate", "authorities", "Әуезов соты").out)
                .contains(fingerprint);
        well(device, "certificate", "distrust", "Әуезов соты", fingerprint);
        assertThat(well(device, "certificate", "authorities", "Әуезов соты").out)
                .doesNotContain(fingerprint);
        failsWith(run(device, "certificate", "distrust", "Әуезов соты", fingerprint), "No such authority.");
    }

    @Test
    void failuresAreOneLine() throws Exception {
        HearingCommand hearing = new HearingCommand();
        failsWith(run(hearing, "show", "none"), "No hearing none.");
        failsWith(run(new DeviceCommand(), "remove", "none"), "there is no none");
        well(hearing, "create", "--number", "1", "--title", "x");
        failsWith(run(hearing, "create", "--number", "1", "--title", "x"), "is taken");
        failsWith(run(hearing, "resume", "1"), "not adjourned");
        failsWith(run(hearing, "list", "--url", "nonsense"), "--url: nonsense");
        failsWith(run(hearing, "list", "--url", "http://127.0.0.1:" + FreePort.any()), "no gateway answers at");
        failsWith(run(hearing, "list", "--data", folder.resolve("other").toString()), "there is no");
        Files.writeString(folder.resolve("other-token"), "wrong\n");
        failsWith(
                run(
                        hearing,
                        "list",
                        "--token-file",
                        folder.resolve("other-token").toString()),
                "does not accept the token");
    }

    @Test
    void aBackupGoesWhereItIsWanted() throws Exception {
        Path made = Files.writeString(folder.resolve("backup.zip"), "a backup");
        assertThat(well(new BackupCommand()).out).contains("file: " + made);
        Path target = folder.resolve("elsewhere.zip");
        assertThat(well(new BackupCommand(), target.toString()).out).contains("file: " + target);
        assertThat(target).hasContent("a backup");
        assertThat(Files.getPosixFilePermissions(target)).hasSize(2);
        assertThat(made).doesNotExist();
        failsWith(run(new BackupCommand(), target.toString()), "is there already; name another file");
    }

    private static void failsWith(Result result, String words) {
        assertThat(result.status).isEqualTo(1);
        assertThat(result.err).contains(words).hasLineCount(1);
        assertThat(result.out).isEmpty();
    }

    @Test
    void theDoctorFindsARunningGatewayAndItsCodecs() throws Exception {
        int nobody = FreePort.any();
        List<String> turn = List.of("turn:127.0.0.1:%d?transport=tcp".formatted(nobody));
        Result result = run(
                new DoctorCommand(_ -> new DoctorCommand.Setup(
                        folder,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        turn,
                        new DoctorCommand.Storage(1, true, false, _ -> Optional.empty()))),
                "--json");
        URL model = FaceFinder.class.getResource("face_detection_short_range.tflite");
        assertThat(result.status).isEqualTo(1);
        assertThat(result.out)
                .contains("that it is ready")
                .contains("\"check\":\"TURN\",\"good\":false,\"words\":\"" + turn.getFirst())
                .contains("\"check\":\"sound codecs\",\"good\":true")
                .contains("\"check\":\"picture codecs\",\"good\":true")
                .contains("\"check\":\"faces\",\"good\":" + (model == null ? "false" : "true"));
    }
}
