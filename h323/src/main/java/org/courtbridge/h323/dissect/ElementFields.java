package org.courtbridge.h323.dissect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.dissect.Node.Field;
import org.courtbridge.h323.dissect.Node.Fields;
import org.courtbridge.h323.dissect.Node.Leaf;
import org.courtbridge.h323.q931.BearerCapability;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.CallingPartyNumber;
import org.courtbridge.h323.q931.Cause;
import org.courtbridge.h323.q931.InformationElement;
import org.courtbridge.h323.q931.MessageType;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.Q931Message;

/** Makes nodes of information elements of codeset 0, with the names of Q.931. */
final class ElementFields {

    private ElementFields() {}

    /** Octets of those that are not understood. */
    static Node node(InformationElement element) {
        try {
            return understood(new Q931Message(CallReference.ofOriginator(0), MessageType.SETUP, List.of(element)))
                    .orElseGet(() -> new Leaf(element.contents()));
        } catch (Q931Exception e) {
            return new Fields(
                    List.of(Field.of("Contents", element.contents()), Field.of("Not understood", e.getMessage())));
        }
    }

    private static Optional<Node> understood(Q931Message element) {
        return element.bearerCapability()
                .map(ElementFields::bearer)
                .or(() -> element.cause().map(ElementFields::cause))
                .or(() -> element.callingPartyNumber().map(ElementFields::calling))
                .or(() -> element.callState()
                        .map(state -> List.of(
                                Field.of("Coding standard", state.codingStandard()),
                                Field.of("Call state value", state.value()))))
                .or(() -> element.progressIndicator()
                        .map(progress -> List.of(
                                Field.of("Coding standard", progress.codingStandard()),
                                Field.of("Location", progress.location()),
                                Field.of("Progress description", progress.description()))))
                .or(() -> element.calledPartyNumber()
                        .map(called -> List.of(
                                Field.of("Type of number", called.typeOfNumber()),
                                Field.of("Numbering plan identification", called.numberingPlan()),
                                Field.of("Number digits", called.digits()))))
                .map(Fields::new)
                .<Node>map(fields -> fields)
                .or(() -> element.display().map(display -> new Leaf(display.shown())))
                .or(() -> element.keypad().map(keypad -> new Leaf(keypad.keys())))
                .or(() -> element.signal().map(signal -> new Leaf(signal.value())));
    }

    private static List<Field> bearer(BearerCapability bearer) {
        List<Field> fields = new ArrayList<>(List.of(
                Field.of("Coding standard", bearer.codingStandard()),
                Field.of("Information transfer capability", bearer.transferCapability()),
                Field.of("Transfer mode", bearer.transferMode()),
                Field.of("Information transfer rate", bearer.transferRate())));
        bearer.multiplier().ifPresent(times -> fields.add(Field.of("Rate multiplier", times)));
        bearer.layer1Protocol()
                .ifPresent(protocol -> fields.add(Field.of("User information layer 1 protocol", protocol)));
        return fields;
    }

    private static List<Field> cause(Cause cause) {
        List<Field> fields = new ArrayList<>(
                List.of(Field.of("Location", cause.location()), Field.of("Coding standard", cause.codingStandard())));
        cause.recommendation().ifPresent(number -> fields.add(Field.of("Recommendation", number)));
        fields.add(Field.of("Cause value", cause.value()));
        if (cause.diagnostics().length() > 0) {
            fields.add(Field.of("Diagnostics", cause.diagnostics()));
        }
        return fields;
    }

    private static List<Field> calling(CallingPartyNumber calling) {
        List<Field> fields = new ArrayList<>(List.of(
                Field.of("Type of number", calling.typeOfNumber()),
                Field.of("Numbering plan identification", calling.numberingPlan())));
        calling.presentation().ifPresent(shown -> {
            fields.add(Field.of("Presentation indicator", shown.indicator()));
            fields.add(Field.of("Screening indicator", shown.screening()));
        });
        fields.add(Field.of("Number digits", calling.digits()));
        return fields;
    }
}
