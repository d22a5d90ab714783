package org.courtbridge.h323.h245;

import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.Component;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.asn1.Type;

/** Steps between records and the trees that the field tables make of them. */
final class Tree {

    private Tree() {}

    static int number(Sequence in, String component) {
        return (int) in.number(component);
    }

    static Optional<Integer> optional(Sequence in, String component) {
        return in.find(component, Long.class).map(Long::intValue);
    }

    static Optional<Long> widen(Optional<Integer> number) {
        return number.map(Integer::longValue);
    }

    /** The type of a component that has none of its own name. */
    static ChoiceType choiceIn(SequenceType type, String component) {
        return (ChoiceType) inside(type, component);
    }

    static SequenceType sequenceIn(SequenceType type, String component) {
        return (SequenceType) inside(type, component);
    }

    static SequenceType sequenceIn(ChoiceType type, String alternative) {
        return (SequenceType) find(type.alternatives(), alternative);
    }

    static ChoiceType choiceIn(ChoiceType type, String alternative) {
        return (ChoiceType) find(type.alternatives(), alternative);
    }

    private static Type inside(SequenceType type, String component) {
        return find(type.components(), component);
    }

    private static Type find(Iterable<Component> components, String name) {
        for (Component component : components) {
            if (component.name().equals(name)) {
                return component.type();
            }
        }
        throw new IllegalArgumentException("no " + name);
    }

    static Choice request(String alternative, Object value) {
        return message("request", H245.REQUEST_MESSAGE, alternative, value);
    }

    static Choice response(String alternative, Object value) {
        return message("response", H245.RESPONSE_MESSAGE, alternative, value);
    }

    static Choice command(String alternative, Object value) {
        return message("command", H245.COMMAND_MESSAGE, alternative, value);
    }

    static Choice indication(String alternative, Object value) {
        return message("indication", H245.INDICATION_MESSAGE, alternative, value);
    }

    private static Choice message(String kind, ChoiceType type, String alternative, Object value) {
        return H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE.value(kind, type.value(alternative, value));
    }
}
