package org.courtbridge.operations.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.courtbridge.provisioning.files.RenderedFile;
import org.courtbridge.provisioning.files.TemplateException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PostEventResponseTest {

    private static final String RESULT = "/*[local-name()='Envelope']/*[local-name()='Body']"
            + "/*[local-name()='PostEventResponse']/*[local-name()='PostEventResult']";

    private static RenderedFile file(String text) {
        return new RenderedFile("t", "f.xml", "application/xml", text, new LinkedHashMap<>(), Set.of());
    }

    private static String text(String file) {
        return new PostEventResponse(Optional.of(PostEventResponse.configuration(file(file))), Duration.ofSeconds(60))
                .text();
    }

    /** As a parser sees it that knows nothing of ours. */
    private static String read(String text, String path) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        Document document =
                factory.newDocumentBuilder().parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        return XPathFactory.newDefaultInstance().newXPath().evaluate(path, document);
    }

    @Test
    void hasTheDocumentThatPutxmlTakesInNoNamespace() throws Exception {
        String text = text("<?xml version=\"1.0\"?>\n<Configuration>\n <SIP item=\"1\"><URI>a&amp;b@gw</URI></SIP>\n"
                + "</Configuration>\n");
        String configuration = RESULT + "/*[local-name()='Management']/*[local-name()='Configuration']/Configuration";
        assertThat(read(text, configuration + "[@internal='true']/SIP[@item='1']/URI"))
                .isEqualTo("a&b@gw");
        assertThat(read(text, RESULT + "/*[local-name()='HeartBeatInterval']")).isEqualTo("60");
        assertThat(read(text, "namespace-uri(" + RESULT + ")"))
                .isEqualTo("http://www.tandberg.net/2004/11/SystemManagementService/");
    }

    /** A technician's template for TC says its namespace itself. */
    @Test
    void leavesANamespaceToItsTemplate() throws Exception {
        String text = text("<Configuration xmlns=\"http://www.tandberg.com/XML/CUIL/2.0\"><A>b</A></Configuration>");
        assertThat(read(text, "namespace-uri(//*[local-name()='A'])"))
                .isEqualTo("http://www.tandberg.com/XML/CUIL/2.0");
        assertThat(text).doesNotContain("internal");
    }

    @Test
    void saysNothingWhenThereIsNothingNew() throws Exception {
        String text = new PostEventResponse(Optional.empty(), Duration.ofMinutes(15)).text();
        assertThat(read(text, "count(" + RESULT + "/*[local-name()='Management'])"))
                .isEqualTo("1");
        assertThat(read(text, "count(" + RESULT + "/*[local-name()='Management']/node())"))
                .isEqualTo("0");
        assertThat(read(text, RESULT + "/*[local-name()='HeartBeatInterval']")).isEqualTo("900");
    }

    @Test
    void refusesWhatIsNoConfiguration() {
        for (String other : new String[] {"<Configurations/>", "<!DOCTYPE x><Configuration></Configuration>", "text"}) {
            assertThatThrownBy(() -> PostEventResponse.configuration(file(other)))
                    .isInstanceOf(TemplateException.class)
                    .hasMessage("no Configuration that a codec takes");
        }
    }

    @Test
    void keepsItsSecretsOutOfTheLog() {
        assertThat(new PostEventResponse(Optional.of("<Configuration>geheim"), Duration.ZERO))
                .hasToString("PostEventResponse[configuration]");
    }
}
