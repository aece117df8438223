//! What a step is told besides its error, and the tables that it can read without pandas.

use super::client::Session;

/// The hint below a traceback.
fn hint(session: &mut Session, code: &str) -> String {
    let done = session.exec(code);
    assert_eq!(done.status(), "error", "{}", done.0);
    let found = done.traceback().lines().find_map(|line| line.strip_prefix("Hint: "));
    found.unwrap_or_default().to_owned()
}

#[test]
fn an_error_names_the_values_the_keys_and_the_files_that_were_meant() {
    let (mut session, _folder) = Session::in_folder();
    session.exec("rows = [{'Age': '', 'Name': 'x'}]\ntotal = 3");
    let said = hint(&mut session, "sum(float(row['Age']) for row in rows)");
    assert!(said.starts_with("row['Age'] is ''") && said.contains("skip such values"), "{said}");
    let said = hint(&mut session, "[row['age'] for row in rows]");
    assert!(said.contains("did you mean 'Age'?"), "{said}");
    assert!(hint(&mut session, "print(totl)").contains("did you mean total?"));
    session.exec("open('sales.csv', 'w').write('day,amount\\n')");
    let said = hint(&mut session, "open('sale.csv')");
    assert!(said.contains("did you mean 'sales.csv'"), "{said}");
    let said = hint(&mut session, "import statistics\nstatistics.corelation([1], [2])");
    assert!(said.contains("correlation"), "{said}");
    assert!(hint(&mut session, "import no_such_thing").contains("not installed"));
    session.assert_well();
}

#[test]
fn a_hint_calls_no_code_of_the_user_and_its_failure_is_silent() {
    let (mut session, _folder) = Session::in_folder();
    session.exec(
        "class Loud:\n    def __repr__(self): print('called'); return 'x'\n    __str__ = __len__ = __getattr__ = __eq__ = __repr__\nx = Loud()\nd = {'k': x}",
    );
    let done = session.exec("int(d['k'])");
    assert_eq!((done.status(), done.output()), ("error", ""), "{}", done.0);
    let done = session.exec("d['nothing']");
    assert_eq!((done.status(), done.output()), ("error", ""), "{}", done.0);
    session.assert_well();
}

#[test]
fn a_table_is_read_without_pandas_and_computed_with_as_pandas_would() {
    let (mut session, _folder) = Session::in_folder();
    session.exec(
        "open('a.csv', 'w').write('day,n,x,who\\n2024-01-31,1,2.5,Ä\\n2024-02-01,2,,b\\n')\nopen('b.csv', 'w', encoding='cp1252').write('Größe;x\\n1,5;a\\n')",
    );
    let done =
        session.exec("import minipandas as pd\na = pd.read_csv('a.csv')\na.to_dict('records')");
    let rows = "[{'day': '2024-01-31', 'n': 1, 'x': 2.5, 'who': 'Ä'}, {'day': '2024-02-01', 'n': 2, 'x': nan, 'who': 'b'}]";
    assert_eq!(done.result(), rows);
    let done = session
        .exec("print(pd.read_csv('b.csv')['Größe'].sum(), a['x'].isnull().sum(), a.n.mean())");
    assert_eq!(done.output(), "1.5 1 1.5\n");
    let said = hint(&mut session, "a['N'].mean()");
    assert!(said.contains("did you mean 'n'?"), "{said}");
    let done = session.exec("a['n'].frobnicate()");
    assert!(done.error().contains("minipandas has no Series.frobnicate"), "{}", done.error());
    assert!(!done.traceback().contains("<minipandas>"), "{}", done.traceback());
}
