"""What is spoken. Lengths are part of the figures, so they are checked where they matter."""

# 40 characters each, to the letter.
SHORT = (
    "The train to Glasgow leaves at half six.",
    "Please remind me to call the dentist now",
    "It costs 25 dollars, and we have only 20",
    "Good morning, how did you sleep tonight?",
    "She sells sea shells down by the seaside",
    "Nobody told us that the door was locked.",
    "Chapter 4 begins with a storm at sea, so",
    "Dr. Brown will see you in a few minutes.",
    "Turn left at the lights, then go uphill.",
    "My new bicycle was stolen on 3rd August.",
    "The kettle is on; would you like coffee?",
    "We painted every fence green last spring",
    "Have you ever read a book in one sitting",
    "They answered at once, which was lovely.",
    "Rain is likely tomorrow, bring your coat",
    "He has lived beside this river for years",
)

MEDIUM = (
    "When the ferry finally reached the island, most of the passengers had fallen asleep. The captain, who had "
    "not rested since Tuesday, rang the bell twice and wished everybody a pleasant stay by the water.",
    "Our library opened in 1987 with 1,200 books and a single clerk. Today it lends more than 40,000 volumes a "
    "year, runs three reading groups, and still closes for lunch between noon and one o'clock every day.",
    "If the pump makes a rattling noise, switch it off at once and wait ten minutes. Then open the lower valve, "
    "let the water run into a bucket, and check whether sand or small stones have blocked the intake.",
)

LONG = (
    "The lighthouse at the end of the peninsula was built in 1862, after a hard winter in which eleven ships had "
    "been lost. Its first keeper, a quiet man called Thomas Whitcombe, climbed the 214 steps four times a night "
    "to wind the clockwork and trim the lamp. He kept a diary, and most of what we know about those years comes "
    "from it. On some days he wrote only about the weather; on others he drew the birds that rested on the "
    "railing, or noted what the supply boat had brought: flour, lamp oil, two newspapers, and once a piano. "
    "His daughter Eleanor learned to read from those newspapers. She asked so many questions that the doctor, "
    "who came every third month, began to bring her books from his own shelf. By the age of twelve she had read "
    "all of Dickens, and by fifteen she could calculate the tides better than the printed tables. When her "
    "father's knees grew too stiff for the stairs, nobody was surprised that she simply took over his work. The "
    "authorities needed another six years to notice, and then they paid her half of what he had earned. "
    "Electric light came in 1931, and with it a thick black cable that still crosses the beach. The clockwork was "
    "oiled one last time and put into a wooden box. You can see it in the small museum near the harbour, which is "
    "open from 10 a.m. to 4 p.m., except on Mondays. A ticket costs $6.50, and children under 12 pay nothing. If "
    "you ask politely, the guide will wind the old machine and let it run for a minute or so. "
    "Since 1994 nobody has lived in the tower. A computer in a town 80 miles away watches the lamp, the fog horn "
    "and the batteries, and sends an engineer when something fails. The birds do not mind; they rest on the same "
    "railing as before. Every year on the first Sunday of May, however, the door is unlocked for visitors. They "
    "count the steps, lose their breath, and stand at the top in the wind, and most of them say the same thing: "
    "that it is a wonderful view, and that they would not have wanted to do it four times a night.",
)

# For Kokoro, which takes its time: a sentence, and 150 words.
KOKORO = "The parcel should arrive on Thursday afternoon, unless the weather turns bad again."

WORDS_150 = (
    "The little museum at the harbour opens at nine, but its garden can be visited all day long. Most people come for "
    "the ships in the great hall, which were built by sailors during the winter months. Each of them took a year or "
    "more, and no two are alike. On the upper floor you will find letters, maps and a collection of instruments that "
    "once belonged to a captain. He sailed around the world twice and wrote down everything he saw. If you have children "
    "with you, ask for the box of puzzles at the entrance. There is a small café, where soup and fresh bread are "
    "served until three. In summer, guided tours start every hour and last about forty minutes. Please do not touch the "
    "models, because the wood is old. We hope that you enjoy your visit, and that you will tell your friends about "
    "it."
)

WARM_UP = (*SHORT[:6], *MEDIUM)

# For the listener: plain sentences that a recogniser writes down in one way only.
LISTEN = (
    "The old bridge was closed because of heavy rain.",
    "She opened the window and looked at the garden.",
    "Please send the letter before the end of the week.",
    "My brother works in a small shop near the station.",
    "The children were playing football behind the school.",
    "We had dinner together and talked until midnight.",
    "He forgot his umbrella on the train this morning.",
    "The museum is open every day except Monday.",
    "Can you tell me where the nearest hospital is?",
    "They painted the kitchen yellow and the door blue.",
    "The doctor told him to drink more water.",
    "A large dog was sleeping in front of the fire.",
    "I would like a cup of tea and a piece of cake.",
    "The river was frozen from one bank to the other.",
    "Nobody knew the answer to the last question.",
    "The teacher wrote a long sentence on the board.",
    "Our plane landed safely after a rough flight.",
    "The farmer sold his horses and bought a tractor.",
    "It was too dark to see the path through the forest.",
    "Everyone was surprised when the music suddenly stopped.",
)

# The same kind, and more of them where half a point counts.
LISTEN_50 = (
    *LISTEN,
    "The bakery on the corner sells fresh bread every morning.",
    "He put the keys on the table and went upstairs.",
    "I have been waiting for this letter since last week.",
    "The ship left the harbour shortly before sunset.",
    "She has two sisters and a younger brother.",
    "Please turn off the light when you leave the room.",
    "The soup was too hot to eat at first.",
    "They walked along the beach and collected shells.",
    "My grandmother always told us stories before bed.",
    "The library has more than a thousand books about birds.",
    "It rained all day, so the match was cancelled.",
    "We need a bigger table for the meeting tomorrow.",
    "The thief escaped through a small window at the back.",
    "He is learning to play the piano and the guitar.",
    "The bus stops right in front of our office.",
    "Nobody noticed that the picture was upside down.",
    "The mountain was covered with snow until early summer.",
    "She asked him a simple question, but he did not reply.",
    "Our neighbours are on holiday for the next three weeks.",
    "The old man fed the ducks in the park every day.",
    "You should have told me about the problem earlier.",
    "A cold wind was blowing from the north all night.",
    "The students listened carefully and took notes.",
    "We found an empty bottle with a message inside.",
    "His new job is much harder than the old one.",
    "The carpenter built a wooden bench for the garden.",
    "There are many ways to cook rice properly.",
    "She smiled, opened the door and invited us in.",
    "The clock in the kitchen is ten minutes slow.",
    "After the concert they took a taxi to the hotel.",
)

assert len(LISTEN_50) == 50
assert all(len(text) == 40 for text in SHORT), [text for text in SHORT if len(text) != 40]
assert len(WORDS_150.split()) == 150, len(WORDS_150.split())
assert all(180 <= len(text) <= 220 for text in MEDIUM)
assert all(1900 <= len(text) <= 2100 for text in LONG), [len(text) for text in LONG]
