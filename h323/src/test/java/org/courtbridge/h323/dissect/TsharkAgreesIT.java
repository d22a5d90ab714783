package org.courtbridge.h323.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Enumerated;
import org.courtbridge.h323.asn1.Null;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.per.BitString;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.courtbridge.h323.q931.MessageType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * tshark and we read the same fields with the same values from each captured message, in the same order.
 *
 * <p>Compared are all values that have no parts, by name (items of a SEQUENCE OF have none) and value, and that tshark has
 * none that we lack. Not compared are names of what has parts, and what tshark makes of octet strings: it looks into some
 * that we leave as they are, where only the octets are compared. Of Q.931 the values of {@link #Q931} are compared in their
 * order, and not lengths, extension bits and layer identifications.
 */
@Tag("fast")
class TsharkAgreesIT {

    /** What tshark works out of other fields. */
    private static final Set<String> DERIVED = Set.of(
            "h225.Manufacturer", "h245.Manufacturer", "h225.ras.reqframe", "h225.ras.timedelta", "h225.ras.deltatime");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "MMM d, uuuu HH:mm:ss.nnnnnnnnn 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Our names of what Q.931 messages hold, with tshark's. */
    private static final Map<String, String> Q931 = Map.ofEntries(
            Map.entry("Sent to originator", "q931.call_ref_flag"),
            Map.entry("Call reference value", "q931.call_ref"),
            Map.entry("Message type", "q931.message_type"),
            Map.entry("Coding standard", "q931.coding_standard"),
            Map.entry("Information transfer capability", "q931.information_transfer_capability"),
            Map.entry("Transfer mode", "q931.transfer_mode"),
            Map.entry("Information transfer rate", "q931.information_transfer_rate"),
            Map.entry("User information layer 1 protocol", "q931.uil1"),
            Map.entry("Location", "q931.cause_location"),
            Map.entry("Cause value", "q931.cause_value"),
            Map.entry("Display", "q931.display_information"),
            Map.entry("Protocol discriminator", "q931.user.protocol_discriminator"));

    private record Leaf(String name, Object value) {}

    @ParameterizedTest
    @MethodSource("captures")
    void readsTheSameOfH225AndH245(String capture) throws Exception {
        Map<Integer, List<Tshark.Field>> theirs = Tshark.dissect(file(capture), "h225", "h245");
        Map<Integer, List<DissectedMessage>> ours =
                DissectorTest.dissectResource(capture).stream().collect(Collectors.groupingBy(DissectedMessage::frame));

        assertThat(ours.keySet()).containsAll(theirs.keySet());
        ours.forEach((frame, messages) -> {
            List<Leaf> leaves = new ArrayList<>();
            new Flattening(messages, leaves).run();
            compare("%s, frame %d".formatted(capture, frame), leaves, theirs.getOrDefault(frame, List.of()));
        });
    }

    static Stream<String> captures() {
        return Stream.of(
                "a_direct_faststart_tunnel",
                "b_direct_slowstart_h245tcp",
                "c1_gk_routed_tunnel_faststart",
                "c2_gk_routed_slowstart_h245tcp",
                "d1_gk_h235_accepted_h2351",
                "d1_gk_h235_accepted_md5",
                "e1_direct_denied_by_callee",
                "f1_direct_video_h261_h264_h239_offered",
                "g1_gk_h46018_h46019_traversal");
    }

    private static Path file(String capture) {
        return Path.of("src/test/resources/captures/%s.pcap".formatted(capture));
    }

    @ParameterizedTest
    @MethodSource("captures")
    void readsTheSameOfQ931(String capture) throws Exception {
        List<String> theirs = Tshark.dissect(file(capture), "q931").values().stream()
                .flatMap(List::stream)
                .filter(field -> Q931.containsValue(field.field()))
                .map(field -> field.field() + "=" + plain(field.show()))
                .toList();

        List<String> ours = DissectorTest.dissectResource(capture).stream()
                .filter(message -> message.protocol() == DissectedMessage.Protocol.CALL_SIGNALLING)
                .flatMap(message -> q931(message.fields()))
                .toList();

        assertThat(ours).isNotEmpty().isEqualTo(theirs);
    }

    private static Stream<String> q931(Node node) {
        return ((Node.Fields) node).fields().stream().flatMap(field -> switch (field.node()) {
            case Node.Leaf leaf
            when Q931.containsKey(field.name()) -> Stream.of(Q931.get(field.name()) + "=" + plain(leaf.value()));
            case Node.Fields fields when !field.name().equals("H323-UserInformation") -> q931(fields);
            default -> Stream.of();
        });
    }

    /** Numbers in decimal. */
    private static String plain(Object value) {
        return switch (value) {
            case MessageType type -> Integer.toString(type.code());
            case String text when text.startsWith("0x") -> Integer.decode(text).toString();
            case String text
            when text.matches("([0-9a-f]{2}:)+[0-9a-f]{2}") ->
                Integer.valueOf(text.replace(":", ""), 16).toString();
            default -> value.toString().toLowerCase(Locale.ROOT);
        };
    }

    /** Puts the values of a frame's messages in the order in which tshark shows them: what is tunnelled, in its place. */
    private static final class Flattening {

        private final Iterator<DissectedMessage> messages;
        private final List<Leaf> leaves;

        Flattening(List<DissectedMessage> messages, List<Leaf> leaves) {
            this.messages = messages.iterator();
            this.leaves = leaves;
        }

        void run() {
            while (messages.hasNext()) {
                add("", asn1(messages.next()));
            }
        }

        private void add(String name, Node node) {
            switch (node) {
                case Node.Leaf leaf -> leaves.add(new Leaf(name, leaf.value()));
                case Node.Items items ->
                    items.items().forEach(item -> {
                        add("", item);
                        if (name.equals("h245Control")) {
                            add("", messages.next().fields());
                        }
                    });
                case Node.Fields fields -> fields.fields().forEach(field -> add(field.name(), field.node()));
            }
        }

        /** The part of a message that is of ASN.1. */
        private static Node asn1(DissectedMessage message) {
            return message.protocol() == DissectedMessage.Protocol.CALL_SIGNALLING
                    ? part(part(message.fields(), "User-user"), "H323-UserInformation")
                    : message.fields();
        }

        private static Node part(Node node, String name) {
            return ((Node.Fields) node)
                    .fields().stream()
                            .filter(field -> field.name().equals(name))
                            .findFirst()
                            .orElseThrow()
                            .node();
        }
    }

    private static void compare(String where, List<Leaf> ours, List<Tshark.Field> theirs) {
        int at = 0;
        for (Leaf leaf : ours) {
            while (at < theirs.size() && !isSame(leaf, theirs.get(at))) {
                assertThat(theirs.get(at))
                        .as("%s, before %s", where, leaf)
                        .matches(field -> !isValue(field), "has parts");
                at++;
            }
            assertThat(at).as("%s: %s", where, leaf).isLessThan(theirs.size());
            at += 1 + theirs.get(at).descendants();
        }
        assertThat(theirs.subList(at, theirs.size())).as(where).noneMatch(TsharkAgreesIT::isValue);
    }

    private static boolean isValue(Tshark.Field field) {
        boolean hasParts = field.descendants() > 0
                || field.field().endsWith("_element") && !field.words().equals("NULL")
                // Those of fastStart have their parts beside them.
                || field.field().equals("h225.FastStart_item")
                || field.words().equals("0 items");
        return !hasParts && !DERIVED.contains(field.field());
    }

    private static boolean isSame(Leaf ours, Tshark.Field theirs) {
        if (!ours.name.isEmpty() && !ours.name.equals(theirs.label())) {
            return false;
        }
        return switch (ours.value) {
            case Null nothing -> theirs.words().equals("NULL");
            case Boolean flag -> theirs.show().equalsIgnoreCase(flag.toString());
            case Long time
            when theirs.show().endsWith(" UTC") -> theirs.show().equals(TIME.format(Instant.ofEpochSecond(time)));
            case Number number -> theirs.show().equals(number.toString());
            case BitString bits -> new BigInteger(theirs.value(), 16).equals(new BigInteger(bits.toString(), 2));
            case Octets octets -> theirs.value().equals(octets.toString());
            case Enumerated value -> theirs.show().equals(Integer.toString(value.index()));
            case ObjectIdentifier identifier -> theirs.show().equals(identifier.toString());
            default -> theirs.show().equals(ours.value.toString());
        };
    }
}
