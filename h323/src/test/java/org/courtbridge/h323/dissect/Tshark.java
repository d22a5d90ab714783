package org.courtbridge.h323.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Dissects a capture with tshark, which we did not write. */
final class Tshark {

    private static final Pattern BITS = Pattern.compile("^[01.]{4}[01. ]* (= )?(?=\\S)");

    private Tshark() {}

    /**
     * A field, in the order of the tree.
     *
     * @param field its name for filters, such as h225.requestSeqNum
     * @param label what comes before the colon: the Recommendation's name
     * @param words the rest of the line
     * @param show its value for people
     * @param value its octets in hexadecimal
     * @param descendants so many fields after it are below it
     */
    record Field(String field, String label, String words, String show, String value, int descendants) {}

    /** Fields of those protocols that are not hidden, by frame; without what H.460 has in octet strings of H.225.0. */
    static Map<Integer, List<Field>> dissect(Path capture, String... protocols) throws Exception {
        Process tshark = new ProcessBuilder(
                        "tshark", "-n", "-r", capture.toString(), "-Y", "h225 || h245 || q931", "-T", "pdml")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String pdml = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tshark.waitFor()).as("exit code of tshark").isZero();
        NodeList packets = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(pdml)))
                .getElementsByTagName("packet");
        Map<Integer, List<Field>> frames = new LinkedHashMap<>();
        for (int i = 0; i < packets.getLength(); i++) {
            List<Field> fields = new ArrayList<>();
            int number = 0;
            for (Element protocol : children((Element) packets.item(i))) {
                String name = protocol.getAttribute("name");
                if (name.equals("geninfo")) {
                    number = Integer.parseInt(children(protocol).getFirst().getAttribute("show"));
                } else if (List.of(protocols).contains(name)) {
                    collect(protocol, fields);
                }
            }
            frames.put(number, fields);
        }
        return frames;
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (int i = 0; i < parent.getChildNodes().getLength(); i++) {
            if (parent.getChildNodes().item(i) instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static void collect(Element parent, List<Field> fields) {
        for (Element element : children(parent)) {
            String name = element.getAttribute("name");
            if (element.getAttribute("hide").equals("yes") || name.startsWith("h460")) {
                continue;
            }
            List<Field> below = new ArrayList<>();
            collect(element, below);
            if (name.matches("(h225|h245|h235|q931)\\..*")) {
                String line = BITS.matcher(element.getAttribute("showname")).replaceFirst("");
                int colon = line.indexOf(':');
                fields.add(new Field(
                        name,
                        colon < 0 ? line : line.substring(0, colon),
                        colon < 0 ? "" : line.substring(colon + 1).strip(),
                        element.getAttribute("show"),
                        element.getAttribute("value"),
                        below.size()));
            }
            fields.addAll(below);
        }
    }
}
