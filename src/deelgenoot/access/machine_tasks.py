"""The few tasks a machine may do for no one in particular, each with what it is for."""

IMPORT = "import"
POSTING = "posting"
EIGHTEEN = "eighteen"
CLEARING = "clearing"
FORGETTING = "forgetting"
HAND_OVER = "hand_over"
PAPERS = "papers"
NOTES = "notes"

MACHINE_TASKS = {
    IMPORT: "Reads a school's own file: school, classes, staff, pupils and their circles.",
    CLEARING: "Wipes files of schools that nobody brought in, and what cannot be undone any more.",
    EIGHTEEN: "Asks pupils, 60 days before they are 18, who may go on reading.",
    FORGETTING: "Empties what is kept to part joined doubles, once the time to undo is over.",
    HAND_OVER: "Asks who the contact person is now, where who it was lost the child.",
    NOTES: "Wipes reminders to oneself in time, and asks to talk at home about the team's notes.",
    PAPERS: "Takes up papers of a class whose worker died, and wipes what was printed.",
    POSTING: "Sends waiting mail; looks up the address only at the moment of sending.",
}
