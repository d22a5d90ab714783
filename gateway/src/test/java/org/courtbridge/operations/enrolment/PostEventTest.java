package org.courtbridge.operations.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostEventTest {

    private static final String SERVICE = "http://www.tandberg.net/2004/11/SystemManagementService/";

    /** In the form of the sample in Cisco's TMS Redundancy Deployment Guide, with a header besides. */
    private static final String ENVELOPE = """
            <?xml version="1.0" encoding="utf-8"?>
            <env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" xmlns="%s">
             <env:Header><Trace xmlns="urn:x"><Event>Other</Event></Trace></env:Header>
             <env:Body xmlns="%s">
              <PostEvent>
               <Identification>
                <SystemName>Зал &amp; 3</SystemName><MACAddress>00:50:60:05:80:26</MACAddress>
                <IPAddress>192.0.2.50</IPAddress><NATAddress/><ProductType>TANDBERG Codec</ProductType>
                <ProductID>TANDBERG Codec</ProductID><SWVersion>TC4.1.2.257695</SWVersion><HWBoard>101400-5 [08]</HWBoard>
                <SerialNumber>B1AD25A00003</SerialNumber>
               </Identification>
               <Event>Register</Event>
              </PostEvent>
             </env:Body>
            </env:Envelope>
            """.formatted(SERVICE, SERVICE);

    @Test
    void readsWhatACodecPosts() {
        PostEvent event = PostEvent.parse(ENVELOPE);
        assertThat(event).isEqualTo(new PostEvent("Register", List.of("005060058026", "B1AD25A00003")));
        assertThat(event.isFirst()).isTrue();
        assertThat(PostEvent.parse(ENVELOPE.replace(">Register<", ">Boot<")).isFirst())
                .isTrue();
        assertThat(PostEvent.parse(ENVELOPE.replace(">Register<", ">Whatever<")).isFirst())
                .isFalse();
    }

    @Test
    void takesWhatIdentifiesItAlone() {
        String nameless = ENVELOPE.replace("<MACAddress>00:50:60:05:80:26</MACAddress>", "");
        assertThat(PostEvent.parse(nameless).hardware()).containsExactly("B1AD25A00003");
        assertThat(PostEvent.parse(ENVELOPE.replace("B1AD25A00003", "n/a")).hardware())
                .containsExactly("005060058026");
        assertThatThrownBy(() -> PostEvent.parse(nameless.replace("B1AD25A00003", "")))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("neither MACAddress nor SerialNumber");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://schemas.xmlsoap.org/soap/envelope/",
                "http://www.tandberg.net/2004/11/SystemManagementService/",
                "Envelope",
                "Body",
                "PostEvent>",
                "<Event>Register</Event>"
            })
    void refusesWhatIsNoSuchEvent(String part) {
        String other = part.startsWith("<") ? "" : "Other" + part;
        assertThatThrownBy(() -> PostEvent.parse(ENVELOPE.replace(part, other)))
                .isInstanceOf(MalformedEventException.class);
    }

    @Test
    void refusesTwoIdentitiesOfOneKind() {
        assertThatThrownBy(() -> PostEvent.parse(
                        ENVELOPE.replace("<NATAddress/>", "<MACAddress>00:50:60:05:80:27</MACAddress>")))
                .hasMessage("an element twice");
        String twice = ENVELOPE.replaceAll("(?s)(<PostEvent>.*</PostEvent>)", "$1$1");
        assertThatThrownBy(() -> PostEvent.parse(twice)).hasMessage("an element twice");
    }

    /** Neither is anything fetched, nor does a little text become much. */
    @Test
    void refusesADocumentType() {
        String open = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
        for (String type : List.of(
                "<!DOCTYPE e SYSTEM \"http://127.0.0.1:1/e.dtd\">",
                "<!DOCTYPE e [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE e [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY x \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>")) {
            String typed = open + type + ENVELOPE.substring(open.length());
            assertThatThrownBy(() -> PostEvent.parse(typed)).isInstanceOf(MalformedEventException.class);
            assertThatThrownBy(() -> PostEvent.parse(typed.replace("Зал &amp; 3", "&x;")))
                    .isInstanceOf(MalformedEventException.class);
        }
    }

    @Test
    void isBounded() {
        assertThatThrownBy(() -> PostEvent.parse(ENVELOPE + " ".repeat(PostEvent.LONGEST)))
                .hasMessageContaining("(expected: <= 16384)");
        assertThatThrownBy(() ->
                        PostEvent.parse(ENVELOPE.replace("<NATAddress/>", "<a>".repeat(500) + "</a>".repeat(500))))
                .hasMessage("more than 16 elements deep");
    }

    @Test
    void refusesEveryTruncation() {
        String envelope = ENVELOPE.strip();
        for (int n = 0; n < envelope.length(); n++) {
            String cut = envelope.substring(0, n);
            assertThatThrownBy(() -> PostEvent.parse(cut)).isInstanceOf(MalformedEventException.class);
        }
    }

    @Test
    void survivesMutation() {
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 2_000; i++) {
            StringBuilder changed = new StringBuilder(ENVELOPE);
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                changed.setCharAt(random.nextInt(changed.length()), "<>&\"/:;x\0\uD800 ".charAt(random.nextInt(11)));
            }
            try {
                assertThat(PostEvent.parse(changed.toString()).hardware()).isNotEmpty();
                read++;
            } catch (MalformedEventException expected) {
                assertThat(expected.getMessage()).doesNotContain("B1AD25A00003");
            }
        }
        assertThat(read).isBetween(100, 1_900);
    }
}
