package org.courtbridge.court.schedule;

import java.util.List;
import org.courtbridge.hearings.schedule.SlotRange;
import org.courtbridge.hearings.schedule.WorkingHours;

/**
 * Where to look for other times.
 *
 * @param span up to {@link org.courtbridge.hearings.schedule.FreeHours#LONGEST}; times that are over are not left out of it
 * @param hours of all the places concerned; none if any hour will do
 * @param most how many are offered
 */
public record OfferSearch(SlotRange span, List<WorkingHours> hours, int most) {

    public OfferSearch {
        hours = List.copyOf(hours);
    }
}
