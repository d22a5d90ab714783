package org.courtbridge.console.wizard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.console.configuration.DriverWords;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Fact;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.wizard.DeviceDraft.Answer;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.operations.fleet.Fleet;

/** The step that asks where a device is reached, and the device who it is. */
final class WizardAddress {

    private final Fleet fleet;
    private final Templates templates;

    WizardAddress(Fleet fleet, Templates templates) {
        this.fleet = fleet;
        this.templates = templates;
    }

    Reply page(Call call, DeviceAddition addition) {
        return page(call, 200, addition.draft(), "");
    }

    private Reply page(Call call, int status, DeviceDraft draft, String complaint) {
        Map<String, Object> shown = WizardStep.shown(call, complaint);
        boolean again = !complaint.isEmpty();
        shown.put("make", draft.make());
        shown.put("address", again ? call.field("address") : draft.address());
        shown.put(
                "user",
                again
                        ? call.field("user")
                        : draft.login().map(Credentials::user).orElse(""));
        shown.put("kept", draft.login().isPresent());
        shown.put("found", draft.introduction().map(introduction -> found(call, introduction.identity())));
        shown.put("fingerprint", draft.introduction().flatMap(introduction -> introduction.fingerprint()));
        shown.put(
                "silent",
                draft.answer()
                        .filter(Answer.Silent.class::isInstance)
                        .map(said -> (Answer.Silent) said)
                        .map(said -> DriverWords.said(ErrorPages.messages(call), said.fault(), said.detail())));
        return Reply.html(status, templates.render("wizard/address.jte", shown));
    }

    /** Facts that the device says of itself. */
    private static List<Fact> found(Call call, DeviceIdentity identity) {
        List<Fact> facts = new ArrayList<>();
        Map<String, String> said = Map.of(
                "device.make", identity.make(),
                "device.model", identity.model(),
                "device.name", identity.name(),
                "device.serial", identity.serial(),
                "fleet.fact.firmware", identity.firmware());
        for (String key :
                List.of("device.make", "device.model", "device.name", "device.serial", "fleet.fact.firmware")) {
            Optional.ofNullable(said.get(key))
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> facts.add(new Fact(WizardStep.say(call, key), text)));
        }
        return facts;
    }

    Reply choose(Call call, DeviceAddition addition) throws InterruptedException {
        DeviceDraft draft = addition.draft();
        String address = call.field("address");
        boolean asks = call.field("do").equals("ask");
        if (address.isEmpty() && asks) {
            return page(call, 400, draft, WizardStep.say(call, "wizard.address.missing"));
        }
        if (!NewDevice.isAddress(address)) {
            return page(call, 400, draft, WizardStep.say(call, "wizard.address.bad"));
        }
        DeviceDraft reached = draft.reached(address, login(call, draft));
        addition.become(reached);
        if (!asks || !draft.make().isDriven()) {
            return WizardStep.ROOM.of(call);
        }
        try {
            Answer answer;
            try {
                answer = new Answer.Introduced(fleet.introduce(reached.make().family(), address, reached.login()));
            } catch (DeviceException e) {
                answer = new Answer.Silent(e.fault(), String.valueOf(e.getMessage()));
            }
            addition.become(reached.answered(answer));
            return WizardStep.ADDRESS.of(call);
        } catch (IllegalArgumentException e) {
            return page(call, 400, reached, WizardStep.say(call, "wizard.address.bad"));
        }
    }

    /**
     * A page never shows a password again, so an empty field leaves it as it is, as long as the address is the one that it was typed
     * for: whoever finds the page open cannot have the password sent elsewhere.
     */
    private static Optional<Credentials> login(Call call, DeviceDraft draft) {
        String user = call.field("user");
        String password = call.secret("password");
        if (password.isEmpty()) {
            return draft.login()
                    .filter(_ -> !user.isEmpty() && draft.address().equals(call.field("address")))
                    .map(kept -> new Credentials(user, kept.password()));
        }
        return Optional.of(new Credentials(user, password));
    }
}
