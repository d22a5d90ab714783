package org.courtbridge.console.rehearsals;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.console.html.Messages;
import org.courtbridge.hearings.Checklist;
import org.courtbridge.hearings.ChecklistItem;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.PartyFindings.Finding;
import org.courtbridge.provisioning.testcall.Rehearsal;

/** Check-lists as the API answers them. */
final class ChecklistViews {

    private ChecklistViews() {}

    /** @param confirmed whether it is so; absent if that is to be open again */
    record Said(ChecklistItem item, Optional<Boolean> confirmed) {}

    /**
     * An item of a party.
     *
     * @param outcome of what is measured; absent while the party is not in the session
     * @param because why; absent likewise
     * @param sentence the same in the language that the request accepts; empty if there is nothing to explain
     * @param confirmed what somebody has said; absent if nobody has
     * @param by who has said it
     * @param at when
     */
    record Item(
            String party,
            String name,
            ChecklistItem item,
            Optional<Outcome> outcome,
            Optional<Rehearsal.Because> because,
            String sentence,
            Optional<Boolean> confirmed,
            Optional<String> by,
            Optional<Instant> at) {

        static Stream<Item> of(ChecklistDesk.Row row, Messages messages) {
            return Arrays.stream(ChecklistItem.values()).map(item -> of(row, item, messages));
        }

        private static Item of(ChecklistDesk.Row row, ChecklistItem item, Messages messages) {
            Optional<Finding> finding = ChecklistWords.finding(row, item);
            Optional<Checklist.Tick> tick = Optional.ofNullable(row.ticks().get(item));
            return new Item(
                    row.party().value(),
                    row.name(),
                    item,
                    finding.map(Finding::outcome),
                    finding.map(Finding::because),
                    finding.map(found -> ChecklistWords.because(messages, found))
                            .orElse(""),
                    tick.map(Checklist.Tick::confirmed),
                    tick.map(Checklist.Tick::actor),
                    tick.map(Checklist.Tick::at));
        }
    }
}
