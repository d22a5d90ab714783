package org.courtbridge.h323.h245;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.ObjectIdentifier;

/**
 * TerminalCapabilitySet (H.245, B.2.2.2): what the sender can do, or changes to what it said of that before.
 *
 * @param sequenceNumber 0 to 255
 * @param multiplex such as an {@link H2250Capability}'s
 */
public record TerminalCapabilitySet(
        int sequenceNumber,
        ObjectIdentifier protocolIdentifier,
        Optional<Choice> multiplex,
        List<Entry> table,
        List<Descriptor> descriptors)
        implements ControlMessage {

    /** Of H.245 v16. */
    public static final ObjectIdentifier PROTOCOL = ObjectIdentifier.of("0.0.8.245.0.16");

    /** @param number 1 to 65,535 @param capability empty if the one of that number is no more */
    public record Entry(int number, Optional<Capability> capability) {

        static Entry of(Sequence in) {
            return new Entry(
                    Tree.number(in, "capabilityTableEntryNumber"),
                    in.find("capability", Choice.class).map(Capability::of));
        }

        Sequence toSequence() {
            return CapabilityTypes.CAPABILITY_TABLE_ENTRY
                    .build()
                    .set("capabilityTableEntryNumber", number)
                    .set("capability", capability.map(Capability::toChoice))
                    .done();
        }
    }

    /**
     * A capability descriptor: what is possible at the same time, one of each list.
     *
     * @param number 0 to 255; a lower one is preferred
     * @param simultaneous lists of table entries' numbers; none if the descriptor of that number is no more
     */
    public record Descriptor(int number, List<List<Integer>> simultaneous) {

        public Descriptor {
            simultaneous = simultaneous.stream().map(List::copyOf).toList();
        }

        static Descriptor of(Sequence in) {
            return new Descriptor(
                    Tree.number(in, "capabilityDescriptorNumber"),
                    in.list("simultaneousCapabilities", List.class).stream()
                            .map(Descriptor::numbers)
                            .toList());
        }

        private static List<Integer> numbers(List<?> alternatives) {
            return alternatives.stream()
                    .map(number -> ((Long) number).intValue())
                    .toList();
        }

        Sequence toSequence() {
            Sequence.Builder out =
                    CapabilityTypes.CAPABILITY_DESCRIPTOR.build().set("capabilityDescriptorNumber", number);
            if (!simultaneous.isEmpty()) {
                out.set(
                        "simultaneousCapabilities",
                        simultaneous.stream()
                                .map(alternatives -> alternatives.stream()
                                        .map(Integer::longValue)
                                        .toList())
                                .toList());
            }
            return out.done();
        }
    }

    public TerminalCapabilitySet {
        table = List.copyOf(table);
        descriptors = List.copyOf(descriptors);
    }

    /** The one that asks the other side to close all that it sends (H.323, clause 8.4.6). */
    public static TerminalCapabilitySet empty(int sequenceNumber) {
        return new TerminalCapabilitySet(sequenceNumber, PROTOCOL, Optional.empty(), List.of(), List.of());
    }

    public boolean isEmpty() {
        return multiplex.isEmpty() && table.isEmpty() && descriptors.isEmpty();
    }

    static TerminalCapabilitySet of(Sequence in) {
        return new TerminalCapabilitySet(
                Tree.number(in, "sequenceNumber"),
                in.get("protocolIdentifier", ObjectIdentifier.class),
                in.find("multiplexCapability", Choice.class),
                in.list("capabilityTable", Sequence.class).stream()
                        .map(Entry::of)
                        .toList(),
                in.list("capabilityDescriptors", Sequence.class).stream()
                        .map(Descriptor::of)
                        .toList());
    }

    Sequence toSequence() {
        Sequence.Builder out = CapabilityTypes.TERMINAL_CAPABILITY_SET
                .build()
                .set("sequenceNumber", sequenceNumber)
                .set("protocolIdentifier", protocolIdentifier)
                .set("multiplexCapability", multiplex);
        if (!table.isEmpty()) {
            out.set("capabilityTable", table.stream().map(Entry::toSequence).toList());
        }
        if (!descriptors.isEmpty()) {
            out.set(
                    "capabilityDescriptors",
                    descriptors.stream().map(Descriptor::toSequence).toList());
        }
        return out.done();
    }

    @Override
    public Choice toMessage() {
        return Tree.request("terminalCapabilitySet", toSequence());
    }
}
