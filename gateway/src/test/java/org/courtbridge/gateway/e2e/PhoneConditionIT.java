package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Tests of a phone in a hearing to which something happens: a telephone call takes its microphone, a device is unplugged, the
 * permission for one is withdrawn, the page goes to the background. The clerk is told each, the person too, and it is mended by
 * itself as soon as the reason is gone.
 */
class PhoneConditionIT {

    private static final int PHONE = 3;
    private static final int OTHER = 4;

    /** Defines {@code microphone}, the phone's own track. */
    private static final String MICROPHONE =
            "const microphone = courtbridge.peerConnection.getSenders().map(s => s.track).find(t => t?.kind === 'audio');";

    @Test
    void theClerkIsToldWhatIsWrongAndItIsMended() throws Exception {
        try (Court court = Court.open("PhoneConditionIT")) {
            court.start();
            try (BrowserPeer phone = court.phone(PHONE);
                    BrowserPeer other = court.phone(OTHER)) {
                for (BrowserPeer each : List.of(phone, other)) {
                    court.knock(each);
                }
                court.admit(PHONE);
                court.admit(OTHER);
                court.awaitSight(other, PHONE);
                awaitConditions(court);

                callTakesTheMicrophone(court, phone);
                microphoneIsUnplugged(court, phone, other);
                permissionIsWithdrawn(court, phone, other);
                pageGoesToTheBackground(court, phone);
                personSwitchesOff(court, phone);
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    /** Systems mute the track as long as that lasts; here the page is told so, as there is no telephone in this machine. */
    private static void callTakesTheMicrophone(Court court, BrowserPeer phone) {
        phone.page()
                .evaluate("() => {" + MICROPHONE
                        + "Object.defineProperty(microphone, 'muted', { value: true, configurable: true });"
                        + "microphone.dispatchEvent(new Event('mute')); }");
        awaitConditions(court, "MICROPHONE_INTERRUPTED");
        awaitProblem(phone, "микрофонды басқа қоңырау");
        phone.page()
                .evaluate("() => {" + MICROPHONE
                        + "delete microphone.muted; microphone.dispatchEvent(new Event('unmute')); }");
        awaitConditions(court);
        awaitNoProblem(phone);

        phone.page()
                .evaluate("() => {" + MICROPHONE
                        + "Object.defineProperty(microphone, 'muted', { value: true, configurable: true });"
                        + "microphone.dispatchEvent(new Event('mute')); }");
        awaitConditions(court, "MICROPHONE_INTERRUPTED");
        // The person need not wait.
        phone.page().getByTestId("device-retry").click();
        awaitConditions(court);
        awaitNoProblem(phone);
    }

    private static void microphoneIsUnplugged(Court court, BrowserPeer phone, BrowserPeer other) {
        phone.page()
                .evaluate(
                        "() => {" + MICROPHONE + "microphone.stop(); microphone.dispatchEvent(new Event('ended')); }");
        awaitConditions(court, "MICROPHONE_MISSING");
        awaitProblem(phone, "микрофон табылмады");
        awaitHearing(other, false);
        phone.page().evaluate("() => { navigator.mediaDevices.dispatchEvent(new Event('devicechange')); }");
        awaitConditions(court);
        awaitNoProblem(phone);
        awaitHearing(other, true);
    }

    private static void permissionIsWithdrawn(Court court, BrowserPeer phone, BrowserPeer other) {
        // What a session has set is gone with it.
        CDPSession browser = phone.page().context().newCDPSession(phone.page());
        setCamera(browser, phone, "denied");
        awaitConditions(court, "CAMERA_REFUSED");
        awaitProblem(phone, "рұқсат берілмеді");
        setCamera(browser, phone, "granted");
        awaitConditions(court);
        awaitNoProblem(phone);
        other.forget();
        court.awaitSight(other, PHONE);
        browser.detach();
    }

    private static void setCamera(CDPSession browser, BrowserPeer phone, String setting) {
        JsonObject target = browser.send("Target.getTargetInfo").getAsJsonObject("targetInfo");
        JsonObject permission = new JsonObject();
        permission.addProperty("name", "camera");
        JsonObject change = new JsonObject();
        change.add("permission", permission);
        change.addProperty("setting", setting);
        change.addProperty("origin", String.valueOf(phone.page().evaluate("location.origin")));
        change.add("browserContextId", target.get("browserContextId"));
        browser.send("Browser.setPermission", change);
    }

    /** Frozen by its system, or hidden: a browser that is driven never is, so its page has to be told so. */
    private static void pageGoesToTheBackground(Court court, BrowserPeer phone) {
        phone.page().evaluate("() => { document.dispatchEvent(new Event('freeze')); }");
        awaitConditions(court, "IN_BACKGROUND");
        phone.page().evaluate("() => { document.dispatchEvent(new Event('resume')); }");
        awaitConditions(court);

        hidden(phone, true);
        awaitConditions(court, "IN_BACKGROUND");
        hidden(phone, false);
        awaitConditions(court);
        phone.page().waitForSelector("#notice:has-text('фонда болды')");
    }

    private static void personSwitchesOff(Court court, BrowserPeer phone) {
        phone.page().getByTestId("mute").click();
        awaitConditions(court, "MICROPHONE_OFF");
        phone.page().getByTestId("camera").click();
        awaitConditions(court, "CAMERA_OFF", "MICROPHONE_OFF");
        phone.page().getByTestId("mute").click();
        phone.page().getByTestId("camera").click();
        awaitConditions(court);
        awaitNoProblem(phone);
    }

    private static void hidden(BrowserPeer phone, boolean hidden) {
        phone.page()
                .evaluate("() => { Object.defineProperty(document, 'hidden', { value: %s, configurable: true });"
                                .formatted(hidden)
                        + "document.dispatchEvent(new Event('visibilitychange')); }");
    }

    private static void awaitConditions(Court court, String... expected) {
        Await.until(
                "conditions " + List.of(expected),
                Court.PATIENCE,
                () -> conditions(court).equals(List.of(expected)));
    }

    /** Of the phone's leg, as the API tells them. */
    private static List<String> conditions(Court court) throws Exception {
        String leg = court.leg(PHONE);
        List<String> conditions = new ArrayList<>();
        for (JsonNode one : court.state().path("legs")) {
            if (one.path("leg").asText().equals(leg)) {
                one.path("conditions").forEach(condition -> conditions.add(condition.asText()));
            }
        }
        conditions.sort(null);
        return conditions;
    }

    private static void awaitProblem(BrowserPeer phone, String words) {
        Await.until(
                "words on the page: " + words,
                Court.PATIENCE,
                () -> phone.page().getByTestId("device-problem").isVisible()
                        && phone.page()
                                .getByTestId("device-problem")
                                .innerText()
                                .toLowerCase(Locale.ROOT)
                                .contains(words));
    }

    private static void awaitNoProblem(BrowserPeer phone) {
        Await.until(
                "no complaint on the page",
                Court.PATIENCE,
                () -> !phone.page().getByTestId("device-problem").isVisible());
    }

    private static void awaitHearing(BrowserPeer other, boolean expected) {
        Await.until("sound of the phone: " + expected, Court.PATIENCE, () -> {
            other.forgetSound();
            Await.elapsed(Duration.ofSeconds(2));
            return Tones.hears(PHONE, other.soundInTheLast(2), MeasuredPage.SAMPLE_RATE) == expected;
        });
    }
}
