/** The month slider of the legend: which day the map is drawn for. Hidden without script, because nothing would answer it. */
export class TimeSlider {
  private readonly input: HTMLInputElement;
  private readonly label: HTMLElement;
  private readonly from: Date;
  private readonly to: Date;

  static find(onChange: (yyyymmdd: number) => void): TimeSlider | undefined {
    const box = document.querySelector<HTMLElement>('[data-time]');
    return box ? new TimeSlider(box, onChange) : undefined;
  }

  private constructor(box: HTMLElement, onChange: (yyyymmdd: number) => void) {
    this.input = box.querySelector('input')!;
    this.label = box.querySelector('[data-time-label]')!;
    this.from = new Date(`${box.dataset.from}T00:00:00Z`);
    this.to = new Date(`${box.dataset.to}T00:00:00Z`);
    box.hidden = false;
    this.input.addEventListener('input', () => {
      this.label.textContent = this.day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
      onChange(this.value);
    });
  }

  /** As the tiles write dates: 20240331. */
  get value(): number {
    const day = this.day;
    return day.getUTCFullYear() * 10000 + (day.getUTCMonth() + 1) * 100 + day.getUTCDate();
  }

  get isNow(): boolean {
    return this.input.value === this.input.max;
  }

  // The last day of the chosen month; the last step is the day of the account itself.
  private get day(): Date {
    return this.isNow ? this.to : new Date(Date.UTC(this.from.getUTCFullYear(), this.from.getUTCMonth() + Number(this.input.value) + 1, 0));
  }
}
