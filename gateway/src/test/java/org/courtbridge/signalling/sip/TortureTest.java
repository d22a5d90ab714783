package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages such as RFC 4475 describes, one by one, each with the answer that it wants of a server without credentials: 401
 * is what a message gets that was understood, 404 where it comes from another domain and wants no number. Where the RFC leaves a choice, ours is here.
 */
class TortureTest {

    private static Rig rig;

    @BeforeAll
    static void open() throws IOException {
        rig = new Rig();
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    /**
     * @param section of RFC 4475
     * @param first the start line
     * @param changes header lines; each replaces the ordinary one of its name, or is added; "-Name" takes one away
     * @param status what the answer begins with; empty for none
     */
    private record Case(String section, String first, List<String> changes, String body, String status) {

        String text(int port, String transport) {
            String method = first.replaceAll(" .*", "");
            String text = first + "\n";
            boolean anotherVia = changes.stream().anyMatch(change -> change.matches("(?i)v(ia)?\\s*:.*"));
            if (!anotherVia) {
                text += "Via: SIP/2.0/%s 127.0.0.1:%d;branch=z9hG4bK-%d;rport\n"
                        .formatted(transport, port, System.nanoTime());
            }
            for (String line : List.of(
                    "Max-Forwards: 70",
                    "From: <sip:caller@court.test>;tag=t%d".formatted(System.nanoTime()),
                    "To: <sip:100@court.test>",
                    "Call-ID: torture-" + System.nanoTime(),
                    "CSeq: 1 " + method,
                    "Contact: <sip:caller@127.0.0.1:" + port + ">",
                    "Content-Length: " + body.replace("\n", "\r\n").length())) {
                String name = line.substring(0, line.indexOf(':'));
                boolean changed = changes.stream()
                        .anyMatch(change -> change.toLowerCase().matches("(?s)-?" + name.toLowerCase() + "\\s*(:.*)?"));
                text += changed ? "" : line + "\n";
            }
            for (String change : changes) {
                text += change.startsWith("-") ? "" : change.replace("PORT", Integer.toString(port)) + "\n";
            }
            return text + "\n" + body;
        }

        @Override
        public String toString() {
            return section;
        }
    }

    private static Case of(String section, String first, String status, String... changes) {
        return new Case(section, first, List.of(changes), "", status);
    }

    private static final String OPTIONS = "OPTIONS sip:100@court.test SIP/2.0";
    private static final String INVITE = "INVITE sip:100@court.test SIP/2.0";
    private static final String REGISTER = "REGISTER sip:court.test SIP/2.0";

    static Stream<Case> valid() {
        return Stream.of(
                of(
                        "3.1.1.1 short and tortuous",
                        "INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0",
                        "404",
                        "-To",
                        "-From",
                        "TO :\n sip:vivekg@chair-dnrc.example.com ;   tag    = ",
                        "from   : \"J Rosenberg \\\\\\\"\"       <sip:jdrosen@example.com>\n  ;\n  tag = 98asjd8",
                        "Max-Forwards: 0068",
                        "Call-ID: wsinv.ndaksdj@192.0.2.1",
                        "cseq: 0009\n  INVITE",
                        "Via  : SIP  /   2.0\n /UDP\n    127.0.0.1:PORT;branch=390skdjuw;rport",
                        "s :",
                        "NewFangledHeader:   newfangled value\n continued newfangled value",
                        "UnknownHeaderWithUnusualValue: ;;,,;;,;",
                        "Route:\n <sip:services.example.com;lr;unknownwith=value;unknown-no-value>",
                        "m:\"Quoted string \\\"\\\"\" <sip:jdrosen@example.com> ; newparam =\n      newvalue ;\n  secondparam ; q = 0.33"),
                of(
                        "3.1.1.2 every character that may be",
                        "!interesting-Method0123456789_*+`.%indeed'~ sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0",
                        "501"),
                of("3.1.1.3 escapes", "INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0", "401"),
                of(
                        "3.1.1.4 escaped nulls",
                        REGISTER,
                        "401",
                        "To: sip:null-%00-null@example.com",
                        "From: sip:null-%00-null@example.com;tag=839923423",
                        "Contact: <sip:%00@host5.example.com>"),
                of("3.1.1.5 a per cent sign is no escape in a method", "RE%47IST%45R sip:court.test SIP/2.0", "501"),
                of("3.1.1.6 no space before <", OPTIONS, "200", "From: caller<sip:caller@example.com>;tag=323"),
                of(
                        "3.1.1.7 long values",
                        INVITE,
                        "401",
                        "To: \"I have a user name of " + "extreme ".repeat(60) + "proportion\" <sip:user@example.com>",
                        "Unknown-" + "Long".repeat(40) + "-Name: unknown-" + "long".repeat(100),
                        "Call-ID: longreq.one" + "really".repeat(20) + "longcallid"),
                new Case(
                        "3.1.1.8 octets after the end",
                        REGISTER,
                        List.of("Content-Length: 0"),
                        INVITE + "\nVia: SIP/2.0/UDP 127.0.0.1\n\n",
                        "401"),
                of(
                        "3.1.1.9 semicolons in the user part",
                        "OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0",
                        "200"),
                of(
                        "3.1.1.10 transports that nobody has",
                        OPTIONS,
                        "200",
                        "Via: SIP/2.0/UDP 127.0.0.1:PORT;branch=z9hG4bKkdjuw;rport",
                        "Via: SIP/2.0/SCTP t2.example.com;branch=z9hG4bKklasjdhf",
                        "Via: SIP/2.0/TLS t3.example.com;branch=z9hG4bK2980unddj",
                        "Via: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKasd0f3en",
                        "Via: SIP/2.0/TCP t5.example.com;branch=z9hG4bK0a9idfnee"),
                new Case(
                        "3.1.1.11 several parts",
                        "MESSAGE sip:kumiko@example.org SIP/2.0",
                        List.of("Content-Type: multipart/mixed;boundary=7a9cbec02ceef655"),
                        "--7a9cbec02ceef655\nContent-Type: text/plain\n\nHello\n--7a9cbec02ceef655--\n",
                        "405"),
                of("3.1.1.12 unusual reason", "SIP/2.0 200 = 2**3 * 5**2 \u043d\u043e \u0441\u0442\u043e", ""),
                of("3.1.1.13 no reason", "SIP/2.0 100 ", ""));
    }

    static Stream<Case> invalid() {
        return Stream.of(
                of("3.1.2.1 separators too many", INVITE, "400", "Contact: \"Joe\" <sip:joe@example.org>;;;;,,;"),
                of("3.1.2.2 shorter than it says", INVITE, "400", "Content-Length: 9999"),
                of("3.1.2.3 negative length", INVITE, "400", "Content-Length: -999"),
                of(
                        "3.1.2.4 numbers too large",
                        REGISTER,
                        "400",
                        "CSeq: 36893488147419103232 REGISTER",
                        "Max-Forwards: 300",
                        "Expires: 10000000000000000000000000000000000000"),
                of(
                        "3.1.2.5 numbers too large in a response",
                        "SIP/2.0 503 No",
                        "",
                        "CSeq: 9292394834772304023312 OPTIONS"),
                of("3.1.2.6 quote without end", INVITE, "400", "To: \"Mr. J. User <sip:j.user@example.com>"),
                of("3.1.2.7 URI in angle brackets", "INVITE <sip:user@example.com> SIP/2.0", "400"),
                of("3.1.2.8 space in the URI", "INVITE sip:user@example.com; lr SIP/2.0", "400"),
                of("3.1.2.9 several spaces", "INVITE  sip:user@example.com  SIP/2.0", "400", "CSeq: 1 INVITE"),
                of("3.1.2.10 spaces at the end", "OPTIONS sip:remote@example.com SIP/2.0  ", "400"),
                of(
                        "3.1.2.11 headers in the URI",
                        "INVITE sip:user@example.com?Route=%3Csip:example.com%3E SIP/2.0",
                        "400"),
                of("3.1.2.12 date in a zone of its own", INVITE, "401", "Date: Fri, 01 Jan 2010 16:00:00 EST"),
                of(
                        "3.1.2.13 contact without brackets",
                        REGISTER,
                        "401",
                        "Contact: sip:u@example.com?Route=%3Csip:a.example.com%3E"),
                of(
                        "3.1.2.14 spaces in an address",
                        OPTIONS,
                        "200",
                        "To: \"Watson, Thomas\" < sip:t.watson@example.org >"),
                of(
                        "3.1.2.15 name that needs quotes",
                        OPTIONS,
                        "200",
                        "From: Bell, Alexander <sip:a.g.bell@example.com>;tag=433423"),
                of("3.1.2.16 version of the future", "OPTIONS sip:t.watson@example.org SIP/7.0", "505"),
                of("3.1.2.17 CSeq of another method", OPTIONS, "400", "CSeq: 8 INVITE"),
                of(
                        "3.1.2.18 unknown method, CSeq of another",
                        "NEWMETHOD sip:user@example.com SIP/2.0",
                        "400",
                        "CSeq: 8 INVITE"),
                of("3.1.2.19 status beyond all", "SIP/2.0 4294967301 better not", ""),
                of(
                        "3.2.1 branch that names nothing",
                        OPTIONS,
                        "200",
                        "Via: SIP/2.0/UDP 127.0.0.1:PORT;rport;branch=z9hG4bK"),
                of("3.3.1 too little", "INVITE sip:user@example.com SIP/2.0", "400", "-Call-ID", "-From", "-To"),
                of(
                        "3.3.2 scheme that nobody knows",
                        "OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0",
                        "416"),
                of("3.3.3 scheme that is for something else", "OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0", "416"),
                of(
                        "3.3.4 schemes in header fields",
                        REGISTER,
                        "401",
                        "To: isbn:2983792873",
                        "Contact: <name:John_Smith>"),
                of(
                        "3.3.5 extensions that we lack",
                        OPTIONS,
                        "420",
                        "Require: nothingSupportsThis, nothingSupportsThisEither"),
                of(
                        "3.3.7 authorization of another kind",
                        REGISTER,
                        "401",
                        "Authorization: NoOneKnowsThisScheme opaque-data=here"),
                of("3.3.8 more than one", INVITE, "400", "To: <sip:a@example.com>", "To: <sip:b@example.com>"),
                of("3.3.9 more than one length", OPTIONS, "400", "Content-Length: 0", "Content-Length: 5"),
                of(
                        "3.3.10 response for somebody else",
                        "SIP/2.0 200 OK",
                        "",
                        "Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23"),
                of("3.3.11 no hops left, for a question", OPTIONS, "200", "Max-Forwards: 0"),
                of("3.3.11 no hops left, for a call", INVITE, "483", "Max-Forwards: 0"),
                of(
                        "3.3.12 parameters of a contact",
                        REGISTER,
                        "401",
                        "Contact: sip:+19725552222@gw1.example.net;unknownparam"),
                of(
                        "3.3.13 parameters of a URI",
                        REGISTER,
                        "401",
                        "Contact: <sip:+19725552222@gw1.example.net;unknownparam>"),
                of(
                        "3.3.14 headers of a URI",
                        REGISTER,
                        "401",
                        "Contact: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>"),
                of(
                        "3.4.1 of the last century",
                        INVITE,
                        "401",
                        "-Max-Forwards",
                        "From: <sip:caller@court.test>",
                        "Via: SIP/2.0/UDP 127.0.0.1:PORT;rport"));
    }

    @ParameterizedTest
    @MethodSource({"valid", "invalid"})
    void isAnsweredOverUdp(Case test) throws IOException {
        try (RawPeer peer = new RawPeer(rig.endpoint.port())) {
            peer.send(test.text(peer.port(), "UDP"));
            if (test.status.isEmpty()) {
                peer.send(of("", OPTIONS, "200").text(peer.port(), "UDP"));
                assertThat(peer.receiveFinal()).contains("OPTIONS").startsWith("SIP/2.0 200");
            } else {
                assertThat(peer.receiveFinal()).startsWith("SIP/2.0 " + test.status);
            }
        }
    }

    @Test
    void connectionOutlivesThemAll() throws IOException {
        List<Case> all = Stream.concat(valid(), invalid())
                .filter(test -> !test.section.matches("3\\.1\\.1\\.8 .*|3\\.1\\.2\\.[23] .*|3\\.3\\.9 .*"))
                .filter(test -> test.changes.stream().noneMatch(change -> change.startsWith("Via")))
                .toList();
        try (ConnectionsTest.StreamPeer peer =
                new ConnectionsTest.StreamPeer(new Socket(InetAddress.getLoopbackAddress(), rig.endpoint.port()))) {
            for (Case test : all) {
                peer.send(test.text(9, "TCP"));
                if (!test.status.isEmpty()) {
                    Optional<String> answer = Optional.of(peer.message());
                    while (answer.get().startsWith("SIP/2.0 100")) {
                        answer = Optional.of(peer.message());
                    }
                    assertThat(answer.get()).as(test.section).startsWith("SIP/2.0 " + test.status);
                }
            }
        }
    }
}
