/**
 * Sound of a test call in figures: how loud, how noisy, what is wrong with it. Start at {@link
 * org.courtbridge.codecs.measure.sound.SoundMeter}.
 */
@NullMarked
package org.courtbridge.codecs.measure.sound;

import org.jspecify.annotations.NullMarked;
