package org.courtbridge.gateway.checks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.courtbridge.gateway.checks.CheckedTest.Outcome;
import org.courtbridge.gateway.measuring.Measurement;

/** A report of Surefire's or Failsafe's, {@code TEST-*.xml}, of one class. */
final class TestReport {

    private static final Set<String> RED = Set.of("failure", "error");
    private static final Set<String> RED_ONCE = Set.of("flakyFailure", "flakyError");
    private static final String SKIPPED = "skipped";

    /** Within what is said of a problem: what the test printed. */
    private static final Set<String> PRINTED = Set.of("system-out", "system-err");

    /** What an exception of a skipped test begins with before its reason. */
    private static final String ABORTED = "^(org\\.opentest4j\\.TestAbortedException: )?(Assumption failed: )?";

    private static final int LONGEST_REASON = 700;

    private final XMLStreamReader xml;
    private final List<CheckedTest> tests = new ArrayList<>();
    private String suite = "";

    private TestReport(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** A class of which no test was run, not even to be skipped, is one that was left out as a whole. */
    static List<CheckedTest> read(Path file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = Files.newInputStream(file)) {
            TestReport report = new TestReport(factory.createXMLStreamReader(in));
            report.readAll();
            return report.tests;
        } catch (XMLStreamException e) {
            throw new IOException(file + " is no report: " + e.getMessage(), e);
        }
    }

    private void readAll() throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "testsuite" -> suite = attribute("name");
                case "testcase" -> readTest();
                default -> {
                    // Properties, and what was printed.
                }
            }
        }
        if (tests.isEmpty()) {
            tests.add(new CheckedTest(suite, Outcome.LEFT_OUT, "no test of this class was run"));
        }
    }

    private void readTest() throws XMLStreamException {
        String name = attribute("classname") + "#" + attribute("name");
        Optional<CheckedTest> problem = Optional.empty();
        while (xml.next() != XMLStreamConstants.END_ELEMENT
                || !xml.getLocalName().equals("testcase")) {
            if (xml.isStartElement()) {
                String element = xml.getLocalName();
                Optional<Outcome> outcome = outcome(element);
                if (outcome.isPresent() && problem.isEmpty()) {
                    problem = Optional.of(problem(name, outcome.get(), reason(element)));
                }
            }
        }
        tests.add(problem.orElse(new CheckedTest(name, Outcome.PASSED, "")));
    }

    private static Optional<Outcome> outcome(String element) {
        if (RED.contains(element)) {
            return Optional.of(Outcome.RED);
        }
        if (RED_ONCE.contains(element)) {
            return Optional.of(Outcome.RED_ONCE);
        }
        return element.equals(SKIPPED) ? Optional.of(Outcome.LEFT_OUT) : Optional.empty();
    }

    private static CheckedTest problem(String name, Outcome outcome, String reason) {
        boolean unmeasured = outcome == Outcome.LEFT_OUT && reason.startsWith(Measurement.COULD_NOT_MEASURE);
        return unmeasured
                ? new CheckedTest(
                        name, Outcome.COULD_NOT_MEASURE, reason.substring(Measurement.COULD_NOT_MEASURE.length()))
                : new CheckedTest(name, outcome, reason);
    }

    /** To the end of the element: its message, or else what is before its stack trace. */
    private String reason(String element) throws XMLStreamException {
        String message = attribute("message");
        StringBuilder text = new StringBuilder();
        boolean printed = false;
        while (xml.next() != XMLStreamConstants.END_ELEMENT
                || !xml.getLocalName().equals(element)) {
            if (xml.isStartElement()) {
                printed = PRINTED.contains(xml.getLocalName());
            }
            if (xml.isCharacters() && !printed) {
                text.append(xml.getText());
            }
        }
        return oneLine(message.isBlank() ? text.toString() : message);
    }

    private static String oneLine(String text) {
        String reason =
                text.split("\n\\s*at ", 2)[0].strip().replaceAll("\\s+", " ").replaceFirst(ABORTED, "");
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + " …" : reason;
    }

    /** Empty if there is none. */
    private String attribute(String name) {
        return Optional.ofNullable(xml.getAttributeValue(null, name)).orElse("");
    }
}
