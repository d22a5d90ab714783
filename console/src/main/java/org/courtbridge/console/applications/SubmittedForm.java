package org.courtbridge.console.applications;

import java.util.Map;
import org.courtbridge.console.http.Call;

/**
 * A form that was sent and not taken, to be shown again as it was typed.
 *
 * @param step last part of the path that it was sent to
 * @param whose the addressee or responder that it is about; empty for forms of which a page has one
 */
record SubmittedForm(String step, String whose, FormFields fields) {

    /** Of a page on which nothing was sent. */
    static final SubmittedForm NONE = new SubmittedForm("", "", new FormFields(Map.of()));

    static SubmittedForm of(Call call, String step) {
        FormFields fields = FormFields.typed(call);
        return new SubmittedForm(step, fields.get("whose"), fields);
    }

    boolean is(String otherStep, String otherWhose) {
        return step.equals(otherStep) && whose.equals(otherWhose);
    }
}
