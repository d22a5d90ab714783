package org.courtbridge.operations.enrolment;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.provisioning.files.RenderedFile;
import org.courtbridge.provisioning.files.TemplateException;

/**
 * The answer to a {@link PostEvent}: there is no second fetch, the codec applies the configuration that is in it. Its form is what two
 * independent managers answer, as Cisco's guides have no sample.
 *
 * @param configuration a document as the codec takes it by {@code putxml}; empty if there is nothing new for it
 * @param heartbeat until its next post
 */
public record PostEventResponse(Optional<String> configuration, Duration heartbeat) {

    private static final Pattern ROOT =
            Pattern.compile("\\s*(?:<\\?xml[^>]*\\?>\\s*)?<Configuration(?<attributes>(?:\\s[^>]*)?)>");

    /** By which a codec stops asking. */
    static final String NO_MANAGER =
            inner("<Configuration><Provisioning><Mode>Off</Mode></Provisioning></Configuration>");

    /** Without what it holds. */
    @Override
    public String toString() {
        return "PostEventResponse[" + (configuration.isPresent() ? "configuration" : "nothing new") + "]";
    }

    /** @throws TemplateException if it is no document of xConfiguration */
    static String configuration(RenderedFile file) {
        return inner(file.text());
    }

    /** CE takes its root in no namespace, TC in one that its template has to say. */
    private static String inner(String document) {
        Matcher root = ROOT.matcher(document);
        if (!root.lookingAt()) {
            throw new TemplateException("no Configuration that a codec takes");
        }
        String attributes = root.group("attributes");
        return "<Configuration%s>%s"
                .formatted(
                        attributes.isBlank() ? " internal=\"true\" xmlns=\"\"" : attributes,
                        document.substring(root.end()).strip());
    }

    /** The whole envelope. */
    public String text() {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>\
                <PostEventResponse xmlns="%s"><PostEventResult><Management>%s</Management>\
                <HeartBeatInterval>%d</HeartBeatInterval></PostEventResult></PostEventResponse></soap:Body></soap:Envelope>
                """.formatted(
                        PostEvent.SERVICE,
                        configuration
                                .map("<Configuration>%s</Configuration>"::formatted)
                                .orElse(""),
                        heartbeat.toSeconds());
    }
}
