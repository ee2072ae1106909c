"""The few tasks a machine may do for no one in particular, each with what it is for."""

IMPORT = "import"
POSTING = "posting"
EIGHTEEN = "eighteen"

MACHINE_TASKS = {
    IMPORT: "Reads a school's own file: school, classes, staff, pupils and their circles.",
    EIGHTEEN: "Asks pupils, 60 days before they are 18, who may go on reading.",
    POSTING: "Sends waiting mail; looks up the address only at the moment of sending.",
}
