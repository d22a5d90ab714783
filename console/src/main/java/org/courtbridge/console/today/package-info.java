/** The day's page: for each role, what is to be done and seen to today. Start at {@link org.courtbridge.console.today.TodayPages}. */
@NullMarked
package org.courtbridge.console.today;

import org.jspecify.annotations.NullMarked;
