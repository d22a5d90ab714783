package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A room none of whose parts is ours: its calls are sipp's, its SRTP under the keys of SDES (RFC 4568) is ffmpeg's, in one
 * process that sends its party's tone and in another that writes down what it hears.
 */
final class RekeyingRoom implements AutoCloseable {

    /** Samples per second of what it hears. */
    static final int SAMPLE_RATE = 8_000;

    private static final int SIP_PORT = 15_990;
    private static final int PORT = 53_000;
    private static final String SUITE = "AES_CM_128_HMAC_SHA1_80";
    private static final int KEY_BYTES = 30;
    private static final String CALL_ID = "rekeying";

    private static final Pattern ANSWER = Pattern.compile(
            "SIP/2\\.0 200 [^\\n]*\\n(?:[^\\n]+\\n)*?CSeq: (\\d+) INVITE.*?m=audio (\\d+) .*?inline:(\\S+)",
            Pattern.DOTALL);

    private final Path folder;
    private final int party;
    private final String firstKey = key();
    private final String secondKey = key();
    private final ChildProcess sipp;
    private final Stranger prompter;
    private final SplitPort port;
    private final ChildProcess hearer;
    private ChildProcess sender;

    /** An answer of the gateway: the number of the offer, its port and its key. */
    private record Answer(int number, int port, String key) {}

    private RekeyingRoom(Path folder, int party, String password) throws IOException {
        this.folder = folder;
        this.party = party;
        sipp = ChildProcess.start(
                folder,
                "sipp",
                Map.of(),
                List.of(("sipp %1$s:%2$d -sf %3$s -i %1$s -p %4$d -s room%5$d -au room%5$d -ap %6$s -m 1 -t u1 -nostdin"
                                + " -timeout 90 -timeout_error -cid_str %7$s -trace_msg -message_file %8$s"
                                + " -key number %9$s -key room %10$d -key first %11$s -key second %12$s")
                        .formatted(
                                Scratch.ADDRESS,
                                GatewayProcess.SIP_PORT,
                                Path.of("src/test/resources/sipp/rekeys.xml").toAbsolutePath(),
                                SIP_PORT,
                                party,
                                password,
                                CALL_ID,
                                messages(),
                                Court.NUMBER,
                                PORT,
                                firstKey,
                                secondKey)
                        .split(" ")));
        prompter = Stranger.datagrams(SIP_PORT);
        Answer answer = awaitAnswer(2);
        port = SplitPort.open(PORT, answer.port());
        hearer = hear(answer.key());
        sender = send(firstKey);
    }

    /** Calls the hearing, and sends and hears from then on. */
    static RekeyingRoom call(Court court, int party) throws Exception {
        Path folder = Files.createDirectories(court.folder().resolve("rekeying" + party));
        return new RekeyingRoom(folder, party, court.addDevice(party));
    }

    /** Offers another key in the call, and sends under it once that is answered. */
    void rekey() throws IOException {
        prompt(1);
        Answer answer = awaitAnswer(3);
        if (!answer.equals(new Answer(3, awaitAnswer(2).port(), awaitAnswer(2).key()))) {
            throw new AssertionError("the gateway's own port or key has changed");
        }
        sender.close();
        sender = send(secondKey);
    }

    void hangUp() throws IOException, InterruptedException {
        prompt(2);
        if (sipp.exit(Court.PATIENCE) != 0) {
            throw new AssertionError("sipp failed: " + sipp.log());
        }
    }

    private void prompt(int number) throws IOException {
        prompter.send("""
                INFO sip:room@%1$s:%2$d SIP/2.0
                Via: SIP/2.0/UDP %1$s:%3$d;branch=z9hG4bKprompt%4$d
                From: <sip:prompter@%1$s>;tag=1
                To: <sip:room@%1$s>;tag=2
                Call-ID: %5$s
                CSeq: %4$d INFO
                Max-Forwards: 70
                Content-Length: 0

                """.formatted(Scratch.ADDRESS, SIP_PORT, prompter.port(), number, CALL_ID)
                .replace("\n", "\r\n"));
    }

    private Answer awaitAnswer(int number) {
        return Await.value("an answer to offer " + number, Court.PATIENCE, () -> answer(number));
    }

    private Optional<Answer> answer(int number) throws IOException {
        if (!Files.exists(messages())) {
            return Optional.empty();
        }
        Matcher found = ANSWER.matcher(
                Files.readString(messages(), StandardCharsets.ISO_8859_1).replace("\r", ""));
        while (found.find()) {
            if (Integer.parseInt(found.group(1)) == number) {
                return Optional.of(new Answer(number, Integer.parseInt(found.group(2)), found.group(3)));
            }
        }
        return Optional.empty();
    }

    private Path messages() {
        return folder.resolve("messages.log");
    }

    private ChildProcess hear(String key) throws IOException {
        Path description = folder.resolve("heard.sdp");
        Files.writeString(description, """
                v=0
                o=- 1 1 IN IP4 %1$s
                s=-
                c=IN IP4 %1$s
                t=0 0
                m=audio %2$d RTP/SAVP 8
                a=crypto:1 %3$s inline:%4$s
                """.formatted(Scratch.ADDRESS, SplitPort.hearer(PORT), SUITE, key));
        return ffmpeg(
                "hearer",
                "-protocol_whitelist file,udp,rtp,srtp -fflags nobuffer -i %s -c:a pcm_s16le -flush_packets 1 -y %s"
                        .formatted(description, recording()));
    }

    private ChildProcess send(String key) throws IOException {
        return ffmpeg(
                "sender",
                "-re -stream_loop -1 -max_size 320 -i %s -c:a pcm_alaw -f rtp -payload_type 8 -srtp_out_suite %s -srtp_out_params %s srtp://%s:%d?pkt_size=186"
                        .formatted(
                                Tones.file(folder, party, SAMPLE_RATE, 60),
                                SUITE,
                                key,
                                Scratch.ADDRESS,
                                SplitPort.sender(PORT)));
    }

    private ChildProcess ffmpeg(String name, String arguments) throws IOException {
        return ChildProcess.start(
                folder, name, Map.of(), Arrays.asList(("ffmpeg -nostdin -loglevel warning " + arguments).split(" ")));
    }

    private Path recording() {
        return folder.resolve("heard.wav");
    }

    /** The samples that it has heard so far. */
    short[] heard() throws IOException {
        return Files.exists(recording()) ? Tones.read(recording()) : new short[0];
    }

    private static String key() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    @Override
    public void close() throws IOException {
        sender.close();
        hearer.close();
        port.close();
        prompter.close();
        sipp.close();
    }
}
