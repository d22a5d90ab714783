package org.courtbridge.console.wizard;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.console.devices.DeviceDesk;
import org.courtbridge.console.handover.HandoverDesk;
import org.courtbridge.console.handover.SecretPage;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Fact;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.console.wizard.DeviceDraft.Place;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.DigestChallenge;

/** The last step: asks what a device is called and signs in with, adds it, and shows its password. */
final class WizardAccount {

    private final Devices devices;
    private final NewDevice newDevice;
    private final HandoverDesk handovers;
    private final SecretPage secrets;
    private final InstantSource clock;
    private final Templates templates;

    WizardAccount(DeviceWizard.Parts parts, Templates templates) {
        this.devices = parts.devices();
        this.newDevice =
                new NewDevice(parts.desk(), parts.inventory(), parts.fleet().logins());
        this.handovers = parts.handovers();
        this.secrets = new SecretPage(templates);
        this.clock = parts.clock();
        this.templates = templates;
    }

    Reply page(Call call, DeviceAddition addition) {
        return page(call, 200, addition.draft(), "");
    }

    private Reply page(Call call, int status, DeviceDraft draft, String complaint) {
        Optional<Place> place = draft.place();
        if (place.isEmpty()) {
            return WizardStep.ROOM.of(call);
        }
        Map<String, Object> shown = WizardStep.shown(call, complaint);
        String name = place.get()
                .theRoom()
                .flatMap(room -> place.get().theInstitution().map(owner -> owner.name() + ", " + room.name()))
                .orElse("");
        String suggested = name.substring(0, Math.min(name.length(), 100));
        boolean again = !complaint.isEmpty();
        shown.put("name", again ? call.field("name") : suggested);
        shown.put(
                "username",
                again
                        ? call.field("username")
                        : UsernameSuggestion.of(
                                suggested, taken -> devices.byUsername(taken).isPresent()));
        shown.put("challenge", again ? call.field("challenge") : DigestChallenge.BOTH.name());
        shown.put("summary", summary(call, draft));
        return Reply.html(status, templates.render("wizard/account.jte", shown));
    }

    private static List<Fact> summary(Call call, DeviceDraft draft) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(WizardStep.say(call, "device.make"), WizardStep.say(call, "make." + draft.make())));
        draft.introduction()
                .map(introduction -> introduction.identity().model())
                .filter(model -> !model.isEmpty())
                .ifPresent(model -> facts.add(new Fact(WizardStep.say(call, "device.model"), model)));
        if (!draft.address().isEmpty()) {
            facts.add(new Fact(WizardStep.say(call, "device.reached"), draft.address()));
        }
        String place = draft.place()
                .flatMap(where -> where.theRoom()
                        .flatMap(room -> where.theInstitution().map(owner -> owner.name() + ", " + room.name())))
                .orElse(WizardStep.say(call, "wizard.room.nowhere"));
        facts.add(new Fact(WizardStep.say(call, "wizard.step.ROOM"), place));
        return facts;
    }

    Reply add(Call call, DeviceAddition addition) {
        DeviceDraft draft = addition.draft();
        Optional<Place> place = draft.place();
        if (place.isEmpty()) {
            return WizardStep.ROOM.of(call);
        }
        try {
            DeviceDesk.Credentials added = newDevice.add(call, draft, place.get(), NewDevice.Account.of(call));
            Device device = added.device();
            String handover = handovers.keep(call, handovers.handover(device, added.password()));
            addition.added(device, handover, clock.instant());
            return secret(call, device, added.password(), handover);
        } catch (RequestException | IllegalArgumentException e) {
            Problems.Cause cause = Problems.of(e);
            return page(call, cause.status(), draft, ErrorPages.complaint(ErrorPages.messages(call), cause));
        }
    }

    /** For whoever sends the form once more within a moment. */
    Optional<Reply> again(Call call, DeviceAddition addition) {
        return addition.again(call.field("name"), call.field("username"), clock.instant())
                .flatMap(handover -> addition.device()
                        .flatMap(device -> devices.password(device.id())
                                .map(password -> secret(call, device, password, handover))));
    }

    private Reply secret(Call call, Device device, String password, String handover) {
        return secrets.show(
                call,
                new SecretPage.Shown(
                        "device", device.name(), Optional.of(device.username()), password, NextSteps.path(device)),
                handovers,
                handovers.handover(device, password),
                handover);
    }
}
