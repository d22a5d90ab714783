package org.courtbridge.h323.dissect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.asn1.Type;
import org.courtbridge.h323.dissect.Node.Field;
import org.courtbridge.h323.dissect.Node.Fields;
import org.courtbridge.h323.dissect.Node.Items;
import org.courtbridge.h323.dissect.Node.Leaf;
import org.courtbridge.h323.h245.LogicalChannelTypes;
import org.courtbridge.h323.h450.H450Types;
import org.courtbridge.h323.per.PerException;

/** Makes nodes of one message's values, and looks into the octet strings that hold encodings of other types. */
final class Contents {

    private boolean identical = true;
    private Optional<String> fault = Optional.empty();

    /** Whether all that was decoded encodes to the same octets. */
    boolean isIdentical() {
        return identical;
    }

    /** Why something could not be decoded, the first of them. */
    Optional<String> fault() {
        return fault;
    }

    void fail(String complaint) {
        identical = false;
        fault = fault.or(() -> Optional.of(complaint));
    }

    /** Something that was decoded encodes to other octets. */
    void differ() {
        identical = false;
    }

    /** Decodes an encoding, and sees whether it encodes to the same; empty if it cannot be decoded. */
    Optional<Object> decode(Type type, byte[] encoding) {
        try {
            Object value = type.decode(encoding);
            identical &= Arrays.equals(type.encode(value), encoding);
            return Optional.of(value);
        } catch (PerException e) {
            fail("%s: %s".formatted(type.name(), e.getMessage()));
            return Optional.empty();
        }
    }

    Node node(Object value) {
        return switch (value) {
            case Sequence sequence -> sequence(sequence);
            case Choice choice -> choice(choice);
            case List<?> list -> new Items(list.stream().map(this::node).toList());
            default -> new Leaf(value);
        };
    }

    private Node choice(Choice choice) {
        String name = choice.name().isEmpty() ? "UNKNOWN(%d)".formatted(choice.index()) : choice.name();
        return new Fields(List.of(new Field(name, node(choice.value()))));
    }

    private Node sequence(Sequence sequence) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < sequence.type().components().size(); i++) {
            Object value = sequence.value(i);
            if (value != null) {
                String name = sequence.type().components().get(i).name();
                fields.add(new Field(name, component(sequence, name, value)));
            }
        }
        List<Octets> unknown = sequence.unknownAdditions();
        for (int i = 0; i < unknown.size(); i++) {
            if (unknown.get(i) != null) {
                fields.add(Field.of("UNKNOWN(%d)".formatted(i), unknown.get(i)));
            }
        }
        return new Fields(fields);
    }

    private Node component(Sequence in, String name, Object value) {
        return switch (name) {
            // H.323, clause 8.1.7.
            case "fastStart" -> encodings(LogicalChannelTypes.OPEN_LOGICAL_CHANNEL, value);
            // H.450.1, clause 8.
            case "h4501SupplementaryService" -> encodings(H450Types.SUPPLEMENTARY_SERVICE, value);
            case "argument", "result" -> ofOperation(in, value);
            default -> node(value);
        };
    }

    /** Decodes the argument or result of an operation of H.450, if it is one that we know. */
    private Node ofOperation(Sequence in, Object value) {
        Optional<SequenceType> type = in.type() == H450Types.INVOKE
                ? H450Types.argument(in.get("opcode", Choice.class))
                : in.type() == H450Types.OUTCOME ? H450Types.result(in.get("opcode", Choice.class)) : Optional.empty();
        return type.map(known -> encoding(known, (Octets) value)).orElseGet(() -> node(value));
    }

    /** Octet strings each of which holds an encoding. */
    private Node encodings(Type type, Object value) {
        if (!(value instanceof List<?> encodings)) {
            return node(value);
        }
        return new Items(encodings.stream()
                .map(encoding -> encoding instanceof Octets octets ? encoding(type, octets) : node(encoding))
                .toList());
    }

    /** Decodes an encoding; gives its octets if it cannot be decoded. */
    private Node encoding(Type type, Octets octets) {
        return decode(type, octets.toArray()).map(this::node).orElseGet(() -> new Leaf(octets));
    }
}
