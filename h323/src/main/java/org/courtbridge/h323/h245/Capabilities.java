package org.courtbridge.h323.h245;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.per.ObjectIdentifier;

/**
 * All that one side can do, as its {@link TerminalCapabilitySet}s say together (H.245, B.2.2.2).
 *
 * @param table by number
 * @param descriptors by number, the most preferred first: of each what is possible at the same time, one of each list
 */
public record Capabilities(
        NavigableMap<Integer, Capability> table,
        NavigableMap<Integer, List<List<Integer>>> descriptors,
        Optional<Choice> multiplex) {

    public static final Capabilities NONE = new Capabilities(new TreeMap<>(), new TreeMap<>(), Optional.empty());

    /** Of all sets together. */
    static final int MAX_ENTRIES = 512;

    public Capabilities {
        table = Collections.unmodifiableNavigableMap(new TreeMap<>(table));
        descriptors = Collections.unmodifiableNavigableMap(new TreeMap<>(descriptors));
    }

    /** @param simultaneous what is possible at the same time: one of each list; numbered from 1 in that order */
    @SafeVarargs
    public static Capabilities of(H2250Capability multiplex, List<? extends Capability>... simultaneous) {
        TreeMap<Integer, Capability> table = new TreeMap<>();
        List<List<Integer>> numbers = new ArrayList<>();
        for (List<? extends Capability> alternatives : simultaneous) {
            int first = table.size() + 1;
            alternatives.forEach(capability -> table.put(table.size() + 1, capability));
            numbers.add(IntStream.rangeClosed(first, table.size()).boxed().toList());
        }
        return new Capabilities(
                table, new TreeMap<>(Map.of(0, List.copyOf(numbers))), Optional.of(multiplex.toChoice()));
    }

    /**
     * The same, of which all media can be encrypted too. A security capability stands beside what it belongs to,
     * with a number that is higher by 100 or more, as H323Plus has it.
     *
     * @param algorithms the most preferred first
     */
    public Capabilities encrypted(List<ObjectIdentifier> algorithms) {
        int offset = 100 * (1 + (table.isEmpty() ? 0 : table.lastKey()) / 100);
        TreeMap<Integer, Capability> both = new TreeMap<>(table);
        table.forEach((number, capability) -> {
            if (isMedia(capability)) {
                both.put(number + offset, new Capability.Security(number, algorithms));
            }
        });
        TreeMap<Integer, List<List<Integer>>> together = new TreeMap<>();
        descriptors.forEach((number, lists) -> together.put(
                number,
                lists.stream()
                        .map(alternatives -> Stream.concat(
                                        alternatives.stream(),
                                        alternatives.stream()
                                                .map(one -> one + offset)
                                                .filter(both::containsKey))
                                .toList())
                        .toList()));
        return new Capabilities(both, together, multiplex);
    }

    private static boolean isMedia(Capability capability) {
        return capability instanceof Capability.Audio
                || capability instanceof Capability.Video
                || capability instanceof Capability.Data;
    }

    /** Without the media that can be encrypted by none of these. */
    Capabilities encryptable(List<ObjectIdentifier> algorithms) {
        TreeMap<Integer, Capability> left = new TreeMap<>(table);
        left.entrySet()
                .removeIf(entry ->
                        isMedia(entry.getValue()) && Collections.disjoint(encryption(entry.getKey()), algorithms));
        return new Capabilities(left, descriptors, multiplex);
    }

    /** By what a coding that is received can be encrypted; by nothing, if it cannot. */
    List<ObjectIdentifier> encryption(DataType dataType) {
        return table.entrySet().stream()
                .filter(entry -> receives(entry.getValue(), dataType))
                .flatMap(entry -> encryption(entry.getKey()).stream())
                .toList();
    }

    /** By what an entry of the table can be encrypted; by nothing, if it cannot. */
    List<ObjectIdentifier> encryption(int entry) {
        return table.values().stream()
                .flatMap(capability ->
                        capability instanceof Capability.Security(int media, var algorithms) && media == entry
                                ? algorithms.stream()
                                : Stream.empty())
                .toList();
    }

    /** Whether anything can be encrypted by one of these. */
    boolean isEncrypted(List<ObjectIdentifier> algorithms) {
        return table.entrySet().stream()
                .anyMatch(entry ->
                        isMedia(entry.getValue()) && !Collections.disjoint(encryption(entry.getKey()), algorithms));
    }

    public boolean isEmpty() {
        return table.isEmpty() && descriptors.isEmpty() && multiplex.isEmpty();
    }

    /** As one set says it. */
    public TerminalCapabilitySet toSet(int sequenceNumber) {
        return new TerminalCapabilitySet(
                sequenceNumber,
                TerminalCapabilitySet.PROTOCOL,
                multiplex,
                table.entrySet().stream()
                        .map(entry -> new TerminalCapabilitySet.Entry(entry.getKey(), Optional.of(entry.getValue())))
                        .toList(),
                descriptors.entrySet().stream()
                        .map(entry -> new TerminalCapabilitySet.Descriptor(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /** With what a further set changes. */
    public Capabilities with(TerminalCapabilitySet set) {
        TreeMap<Integer, Capability> changedTable = new TreeMap<>(table);
        for (TerminalCapabilitySet.Entry entry : set.table()) {
            entry.capability()
                    .ifPresentOrElse(
                            capability -> changedTable.put(entry.number(), capability),
                            () -> changedTable.remove(entry.number()));
        }
        TreeMap<Integer, List<List<Integer>>> changedDescriptors = new TreeMap<>(descriptors);
        for (TerminalCapabilitySet.Descriptor descriptor : set.descriptors()) {
            if (descriptor.simultaneous().isEmpty()) {
                changedDescriptors.remove(descriptor.number());
            } else {
                changedDescriptors.put(descriptor.number(), descriptor.simultaneous());
            }
        }
        return new Capabilities(
                changedTable, changedDescriptors, set.multiplex().or(() -> multiplex));
    }

    /** Numbers of the table, the most preferred first: in the descriptors' order, then those that are in none. */
    List<Integer> preferred() {
        return Stream.concat(
                        descriptors.values().stream().flatMap(List::stream).flatMap(List::stream),
                        table.keySet().stream())
                .distinct()
                .filter(table::containsKey)
                .toList();
    }

    /** Whether a descriptor names it. */
    boolean isDescribed(int entry) {
        return descriptors.values().stream().flatMap(List::stream).anyMatch(list -> list.contains(entry));
    }

    /** Whether both are possible at the same time; without descriptors, whatever there is. */
    boolean together(int one, int other) {
        return descriptors.isEmpty() || descriptors.values().stream().anyMatch(lists -> together(lists, one, other));
    }

    private static boolean together(List<List<Integer>> lists, int one, int other) {
        return IntStream.range(0, lists.size())
                .anyMatch(i -> lists.get(i).contains(one)
                        && IntStream.range(0, lists.size())
                                .anyMatch(j -> j != i && lists.get(j).contains(other)));
    }

    /** Packetizations in which H.264 is received; one NAL unit a packet, if none is stated. */
    public List<H264Packetization> packetizations() {
        List<H264Packetization> said = multiplex.flatMap(H2250Capability::of).stream()
                .flatMap(h2250 -> h2250.packetizations().stream())
                .flatMap(type -> type.h264().stream())
                .toList();
        return said.isEmpty() ? List.of(H264Packetization.H241_ANNEX_A) : said;
    }

    /** Payload type under which telephone events are received (RFC 4733), if they are. */
    public Optional<Integer> telephonyEvents() {
        return table.values().stream()
                .filter(Capability.TelephonyEvents.class::isInstance)
                .map(capability -> ((Capability.TelephonyEvents) capability).payloadType())
                .findFirst();
    }

    /** @param kind such as {@link Capability.UserInput#DTMF} */
    public boolean takesUserInput(String kind) {
        return table.values().stream()
                .anyMatch(capability -> capability instanceof Capability.UserInput input
                        && input.direction().receives()
                        && input.kind().equals(kind));
    }

    /** Whether the token of a second stream can be asked for. */
    public boolean hasPresentationToken() {
        return table.containsValue(new Capability.H239Control());
    }

    /** Whether that coding is received at all. How much of it is not looked at: that is for who decodes it. */
    public boolean receives(DataType dataType) {
        return table.entrySet().stream()
                .anyMatch(entry -> receives(entry.getValue(), dataType.media())
                        && (!(dataType instanceof DataType.Encrypted(DataType _, var algorithms))
                                || !Collections.disjoint(encryption(entry.getKey()), algorithms)));
    }

    /** Whether we could send it by fast start: what is coded here is also decoded, and there is no key yet. */
    boolean sends(DataType dataType) {
        return table.values().stream().anyMatch(capability -> switch (dataType) {
            case DataType.Audio audio ->
                capability instanceof Capability.Audio own
                        && CodingMatch.of(own.capability(), audio.capability()).isPresent();
            case DataType.Video video ->
                capability instanceof Capability.Video own
                        && CodingMatch.of(own.capability(), video.capability()).isPresent();
            case DataType.Data data ->
                capability instanceof Capability.Data own
                        && own.capability().framing() == data.capability().framing();
            case DataType.Encrypted none -> false;
            case DataType.NoData none -> false;
            case DataType.Other other -> false;
        });
    }

    private static boolean isSameCoding(VideoCapability ours, VideoCapability theirs) {
        return switch (ours) {
            case VideoCapability.Extended own ->
                theirs instanceof VideoCapability.Extended second
                        && own.takesRole(second)
                        && second.capabilities().stream()
                                .anyMatch(
                                        one -> own.capabilities().stream().anyMatch(known -> isSameCoding(known, one)));
            case VideoCapability.Other unknown -> false;
            case VideoCapability known -> known.getClass() == theirs.getClass();
        };
    }

    private static boolean receives(Capability capability, DataType dataType) {
        return switch (dataType) {
            case DataType.Audio audio ->
                capability instanceof Capability.Audio own
                        && own.direction().receives()
                        && own.capability().isSameCoding(audio.capability());
            case DataType.Video video ->
                capability instanceof Capability.Video own
                        && own.direction().receives()
                        && isSameCoding(own.capability(), video.capability());
            case DataType.Data data ->
                capability instanceof Capability.Data own
                        && own.direction().receives()
                        && own.capability().framing() == data.capability().framing();
            case DataType.Encrypted none -> false;
            case DataType.NoData none -> false;
            case DataType.Other other -> false;
        };
    }
}
