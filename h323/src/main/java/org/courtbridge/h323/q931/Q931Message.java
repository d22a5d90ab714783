package org.courtbridge.h323.q931;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.courtbridge.h323.asn1.Octets;

/**
 * A Q.931 message (Q.931, clause 4; H.225.0, clause 7), its information elements in the order in which they came, known or
 * not, so that it is written as it was read.
 */
public record Q931Message(CallReference callReference, MessageType type, List<InformationElement> elements) {

    /** User-network call control messages (Q.931, clause 4.2). */
    public static final int PROTOCOL_DISCRIMINATOR = 0x08;

    /** Elements of a message; H.225.0 has no message of more than 20. */
    static final int MAX_ELEMENTS = 200;

    public Q931Message {
        elements = List.copyOf(elements);
    }

    /** @throws Q931Exception if that is no message */
    public static Q931Message decode(byte[] octets) {
        return new Q931Reader(octets).message();
    }

    /** @throws IllegalArgumentException if an element longer than 255 octets stands in a codeset that has none such */
    public byte[] encode() {
        return Q931Writer.write(this);
    }

    /** The first element of that identifier in codeset 0. */
    public Optional<InformationElement> find(int identifier) {
        Codeset codeset = new Codeset();
        for (InformationElement element : elements) {
            if (codeset.isBase() && element.identifier() == identifier) {
                return Optional.of(element);
            }
            codeset.pass(element);
        }
        return Optional.empty();
    }

    private <T> Optional<T> find(int identifier, Function<Octets, T> view) {
        return find(identifier).map(InformationElement::contents).map(view);
    }

    /** @throws Q931Exception if there is one that cannot be understood; so do those below */
    public Optional<BearerCapability> bearerCapability() {
        return find(InformationElement.BEARER_CAPABILITY, BearerCapability::of);
    }

    public Optional<Cause> cause() {
        return find(InformationElement.CAUSE, Cause::of);
    }

    public Optional<CallState> callState() {
        return find(InformationElement.CALL_STATE, CallState::of);
    }

    public Optional<ProgressIndicator> progressIndicator() {
        return find(InformationElement.PROGRESS_INDICATOR, ProgressIndicator::of);
    }

    public Optional<Display> display() {
        return find(InformationElement.DISPLAY, Display::of);
    }

    public Optional<Keypad> keypad() {
        return find(InformationElement.KEYPAD_FACILITY, Keypad::of);
    }

    public Optional<Signal> signal() {
        return find(InformationElement.SIGNAL, Signal::of);
    }

    public Optional<CallingPartyNumber> callingPartyNumber() {
        return find(InformationElement.CALLING_PARTY_NUMBER, CallingPartyNumber::of);
    }

    public Optional<CalledPartyNumber> calledPartyNumber() {
        return find(InformationElement.CALLED_PARTY_NUMBER, CalledPartyNumber::of);
    }

    public Optional<UserUser> userUser() {
        return find(InformationElement.USER_USER, UserUser::of);
    }

    /** The same with one more element, before the first of a higher identifier, as Q.931 wants them in codeset 0. */
    public Q931Message with(InformationElement element) {
        List<InformationElement> more = new ArrayList<>(elements);
        int place = 0;
        while (place < more.size()
                && !more.get(place).isShift()
                && (more.get(place).isSingle() || more.get(place).identifier() <= element.identifier())) {
            place++;
        }
        more.add(place, element);
        return new Q931Message(callReference, type, more);
    }

    /** The same as a message of another connection. */
    public Q931Message with(CallReference reference) {
        return new Q931Message(reference, type, elements);
    }

    /** The same with another element in the place of the first of its identifier in codeset 0. */
    public Q931Message replacing(InformationElement element) {
        List<InformationElement> others = new ArrayList<>(elements);
        find(element.identifier()).ifPresent(replaced -> {
            int place = 0;
            while (others.get(place) != replaced) {
                place++;
            }
            others.set(place, element);
        });
        return new Q931Message(callReference, type, others);
    }
}
