package io.mynah.closest;

import java.util.List;

/** What mixtures say while they are searched for, and what they say when they are judged: never the same. */
final class Sentences {

    /** About two seconds each, as short as the encoder can judge; the texts of the samples, in their order. */
    static final List<String> SEARCH = List.of(
            "The boy ran home in the rain.",
            "She poured warm milk over the oats.",
            "We never found out why they left.",
            "A large brown dog chased the van.",
            "Please hand me that yellow cup.",
            "My uncle grows sweet corn and peas.",
            "Thick fog hid the whole valley.",
            "Who told you the shop was closed?",
            "Put both of the boxes by the door.",
            "The river is higher than last year.",
            "He showed us his new blue jacket.",
            "I would rather walk than take a bus.",
            "Five judges voted against the law.",
            "They sang quietly around the fire.",
            "The old clock struck half past nine.",
            "You should always check the oil first.",
            "Our neighbours bought a small house.",
            "Look how the moon shines on the lake.",
            "Sharp wind blew through the open gate.",
            "Nobody knew the answer to that one.",
            "The young chef made us fresh bread.",
            "Draw a thin line under each word.",
            "It was too dark to read the map.",
            "Jack carried the heavy bag upstairs.",
            "Those flowers smell better at night.",
            "Would you join me for a cup of tea?",
            "The train to London leaves at eight.",
            "Her voice was calm, warm and clear.",
            "Ask the teacher for another book.",
            "We measured the depth of the pool.",
            "Good cooks save time and money.",
            "I thought you were going to call him.");

    /** Longer ones, spoken one after the other to judge a mixture. */
    static final List<String> JUDGEMENT = List.of(
            "Scientists have discovered that some birds can remember human faces for several years.",
            "When the storm finally passed, the sailors repaired the mast and set off toward the harbour.",
            "Could you tell me which platform I need for the next train to the airport, please?");

    private Sentences() {}
}
